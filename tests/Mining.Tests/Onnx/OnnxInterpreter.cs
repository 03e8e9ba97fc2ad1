using System.Buffers.Binary;
using static CrmInsights.Mining.Tests.Onnx.OnnxBytes;

namespace CrmInsights.Mining.Tests.Onnx;

/// <summary>Evaluates one row through a graph of plain operators, by their specification. Every value is a row of numbers, or a matrix where a constant is one.</summary>
sealed class OnnxInterpreter
{
    readonly List<List<(int Field, byte[] Bytes)>> _nodes;
    readonly Dictionary<string, double[]> _constants = [];

    public OnnxInterpreter(byte[] model)
    {
        _nodes = Nodes(model);
        foreach (var (_, bytes) in Graph(model).Where(field => field.Field == 5)) AddConstant(Fields(bytes));
    }

    public IReadOnlyList<string> Operators => [.. _nodes.Select(node => Text(node, 4).Single())];

    public Dictionary<string, double[]> Run(ReadOnlySpan<float> row)
    {
        var values = new Dictionary<string, double[]>(_constants) { ["features"] = Array.ConvertAll(row.ToArray(), value => (double)value) };
        foreach (var node in _nodes)
        {
            var inputs = Text(node, 1).Select(name => values[name]).ToArray();
            values[Text(node, 2).Single()] = Evaluate(Text(node, 4).Single(), inputs, Attributes(node));
        }
        return values;
    }

    void AddConstant(List<(int Field, byte[] Bytes)> tensor)
    {
        double[] values = (Ints(tensor, 2).Single(), tensor) switch
        {
            (1, _) => [.. tensor.Where(field => field.Field == 4).Select(field => (double)BinaryPrimitives.ReadSingleLittleEndian(field.Bytes))],
            (7, _) => [.. Ints(tensor, 7).Select(value => (double)value)],
            (11, _) => [.. tensor.Where(field => field.Field == 10).Select(field => BinaryPrimitives.ReadDoubleLittleEndian(field.Bytes))],
            var (type, _) => throw new InvalidDataException($"Type {type}."),
        };
        Ints(tensor, 1).Aggregate(1L, (size, width) => size * width).ShouldBe(values.Length);
        _constants.Add(Text(tensor, 8).Single(), values);
    }

    static long[] Ints(List<(int Field, byte[] Bytes)> message, int field) =>
        [.. message.Where(entry => entry.Field == field).Select(entry => BinaryPrimitives.ReadInt64LittleEndian(entry.Bytes))];

    static double[] Evaluate(string operation, double[][] inputs, Dictionary<string, List<(int Field, byte[] Bytes)>> attributes) => operation switch
    {
        "Gather" => [.. inputs[1].Select(place => inputs[0][(int)place])],
        "Cast" => Ints(attributes["to"], 3).Single() == 1 ? Array.ConvertAll(inputs[0], value => (double)(float)value) : inputs[0],
        "Sub" => Pairwise(inputs, (left, right) => left - right),
        "Mul" => Pairwise(inputs, (left, right) => left * right),
        "Add" => Pairwise(inputs, (left, right) => left + right),
        "Equal" => Pairwise(inputs, (left, right) => left == right ? 1 : 0),
        "IsNaN" => Array.ConvertAll(inputs[0], value => double.IsNaN(value) ? 1.0 : 0),
        "Where" => [.. inputs[0].Select((holds, place) => holds == 1 ? inputs[1][place % inputs[1].Length] : inputs[2][place])],
        "Concat" => [.. inputs.SelectMany(values => values)],
        "MatMul" => Product(inputs[0], inputs[1]),
        "Relu" => Array.ConvertAll(inputs[0], value => Math.Max(0, value)),
        "Sigmoid" => Array.ConvertAll(inputs[0], value => 1 / (1 + Math.Exp(-value))),
        "Exp" => Array.ConvertAll(inputs[0], Math.Exp),
        "Identity" => inputs[0],
        "Softmax" => Softmax(inputs[0]),
        "LinearRegressor" => [Floats(attributes["intercepts"]).Single() + Product(inputs[0], Array.ConvertAll(Floats(attributes["coefficients"]), value => (double)value)).Single()],
        _ => throw new NotSupportedException(operation),
    };

    static double[] Pairwise(double[][] inputs, Func<double, double, double> combine) =>
        [.. Enumerable.Range(0, inputs.Max(input => input.Length)).Select(place => combine(inputs[0][place % inputs[0].Length], inputs[1][place % inputs[1].Length]))];

    static double[] Product(double[] row, double[] matrix)
    {
        var width = matrix.Length / row.Length;
        return [.. Enumerable.Range(0, width).Select(column => row.Select((value, place) => value * matrix[place * width + column]).Sum())];
    }

    static double[] Softmax(double[] values)
    {
        var powers = Array.ConvertAll(values, value => Math.Exp(value - values.Max()));
        return Array.ConvertAll(powers, power => power / powers.Sum());
    }
}
