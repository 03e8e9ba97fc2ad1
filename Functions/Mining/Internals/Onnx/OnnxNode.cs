namespace CrmInsights.Mining.Internals.Onnx;

/// <summary>One operator of an ONNX graph; field numbers are those of onnx.proto.</summary>
sealed class OnnxNode
{
    readonly ProtoWriter _node = new();

    public OnnxNode(string operation, string input, string output, bool isMachineLearning = false)
        : this(operation, [input], output)
    {
        if (isMachineLearning) _node.Text(7, OnnxModel.MachineLearning);
    }

    public OnnxNode(string operation, IEnumerable<string> inputs, string output)
    {
        foreach (var input in inputs) _node.Text(1, input);
        _node.Text(2, output).Text(3, output).Text(4, operation);
    }

    public ProtoWriter Content => _node;

    public OnnxNode With(string name, float value) => Add(new ProtoWriter().Text(1, name).Float(2, value).Number(20, 1));

    public OnnxNode With(string name, long value) => Add(new ProtoWriter().Text(1, name).Number(3, value).Number(20, 2));

    public OnnxNode With(string name, string value) => Add(new ProtoWriter().Text(1, name).Text(4, value).Number(20, 3));

    public OnnxNode With(string name, IEnumerable<float> values) => Add(values.Aggregate(new ProtoWriter().Text(1, name), (list, value) => list.Float(7, value)).Number(20, 6));

    public OnnxNode With(string name, IEnumerable<long> values) => Add(values.Aggregate(new ProtoWriter().Text(1, name), (list, value) => list.Number(8, value)).Number(20, 7));

    public OnnxNode With(string name, IEnumerable<string> values) => Add(values.Aggregate(new ProtoWriter().Text(1, name), (list, value) => list.Text(9, value)).Number(20, 8));

    OnnxNode Add(ProtoWriter attribute)
    {
        _node.Message(5, attribute);
        return this;
    }
}
