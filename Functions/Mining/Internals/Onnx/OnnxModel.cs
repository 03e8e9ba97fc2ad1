namespace CrmInsights.Mining.Internals.Onnx;

/// <summary>An ONNX file: rows of floats come in as <c>features</c>; <c>margins</c> and <c>predictions</c> go out.</summary>
static class OnnxModel
{
    public const string MachineLearning = "ai.onnx.ml";
    public const string Features = "features";
    public const string Margins = "margins";
    public const string Predictions = "predictions";
    const int IrVersion = 7;
    const int OperatorSet = 13;
    const int MachineLearningSet = 1;

    /// <summary>Writes the nodes, in order, as one model.</summary>
    /// <param name="stream">Receives the bytes.</param>
    /// <param name="featureCount">Width of the input.</param>
    /// <param name="outputCount">Width of both outputs.</param>
    /// <param name="nodes">The operators.</param>
    /// <param name="constants">Tensors that the operators take by name.</param>
    public static void Write(Stream stream, int featureCount, int outputCount, IEnumerable<OnnxNode> nodes, IEnumerable<ProtoWriter>? constants = null)
    {
        var graph = nodes.Aggregate(new ProtoWriter(), (graph, node) => graph.Message(1, node.Content)).Text(2, "crminsights");
        foreach (var constant in constants ?? []) graph.Message(5, constant);
        graph.Message(11, Table(Features, featureCount)).Message(12, Table(Margins, outputCount)).Message(12, Table(Predictions, outputCount));
        new ProtoWriter().Number(1, IrVersion).Text(2, "crminsights").Message(7, graph)
            .Message(8, new ProtoWriter().Text(1, "").Number(2, OperatorSet))
            .Message(8, new ProtoWriter().Text(1, MachineLearning).Number(2, MachineLearningSet))
            .CopyTo(stream);
    }

    /// <summary>Any number of rows of floats.</summary>
    static ProtoWriter Table(string name, int width)
    {
        var shape = new ProtoWriter().Message(1, new ProtoWriter().Text(2, "rows")).Message(1, new ProtoWriter().Number(1, width));
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, new ProtoWriter().Number(1, 1).Message(2, shape)));
    }
}
