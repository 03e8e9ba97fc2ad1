namespace CrmInsights.Mining.Internals.Onnx;

/// <summary>A graph under construction: operators in order and the constants they take. Every step returns the name of its output.</summary>
sealed class OnnxGraph
{
    const long Float = 1, Double = 11;

    readonly List<OnnxNode> _nodes = [];
    readonly List<ProtoWriter> _constants = [];

    public IEnumerable<OnnxNode> Nodes => _nodes;

    /// <summary>Fields of TensorProto, one a constant.</summary>
    public IEnumerable<ProtoWriter> Constants => _constants;

    public string Add(OnnxNode node, string output)
    {
        _nodes.Add(node);
        return output;
    }

    public string Add(string operation, string output, params string[] inputs) => Add(new OnnxNode(operation, inputs, output), output);

    public string Constant(string name, IEnumerable<float> values, params long[] shape) =>
        Constant(name, Float, values.Aggregate(new ProtoWriter(), (tensor, value) => tensor.Float(4, value)), shape);

    public string Constant(string name, IEnumerable<double> values, params long[] shape) =>
        Constant(name, Double, values.Aggregate(new ProtoWriter(), (tensor, value) => tensor.Double(10, value)), shape);

    /// <summary>Some columns of the input, in the given order.</summary>
    public string Columns(string name, IEnumerable<int> columns)
    {
        long[] places = [.. columns.Select(column => (long)column)];
        var indices = Constant(name + "Places", 7, places.Aggregate(new ProtoWriter(), (tensor, place) => tensor.Number(7, place)), [places.Length]);
        return Add(new OnnxNode("Gather", [OnnxModel.Features, indices], name).With("axis", 1L), name);
    }

    /// <summary>One column of 0 and 1 a code; a value that is none of them, or missing, has only zeros.</summary>
    public string Spelled(string name, int column, float[] codes)
    {
        // Nothing equals NaN: a column without codes keeps the width that the next product needs.
        var known = codes.Length > 0 ? codes : [float.NaN];
        var same = Add("Equal", name + "Same", Columns(name + "Code", [column]), Constant(name + "Codes", known, 1, known.Length));
        return Cast(same, name, isDouble: false);
    }

    public string Cast(string input, string output, bool isDouble) => Add(new OnnxNode("Cast", [input], output).With("to", isDouble ? Double : Float), output);

    /// <summary>The input with its missing values replaced.</summary>
    public string Filled(string input, string output, string values) => Add("Where", output, Add("IsNaN", output + "Missing", input), values, input);

    string Constant(string name, long type, ProtoWriter values, long[] shape)
    {
        _constants.Add(shape.Aggregate(new ProtoWriter(), (tensor, size) => tensor.Number(1, size)).Number(2, type).Append(values).Text(8, name));
        return name;
    }
}
