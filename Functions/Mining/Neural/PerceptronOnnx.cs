using CrmInsights.Mining.Internals.Onnx;
using CrmInsights.Mining.Neural.Internals;

namespace CrmInsights.Mining.Neural;

/// <summary>Writes a multilayer perceptron as ONNX, its embeddings of categories included.</summary>
/// <remarks>Plain operators of set 13. A category's vector is the product of its column of 0 and 1 with the table of vectors, each less that of unseen categories, so that
/// missing and unseen codes need no operator of their own. Runtimes compute in floats, so answers agree to about six digits.</remarks>
public static class PerceptronOnnx
{
    /// <summary>Writes the model: input <c>features</c> (rows of floats as in training, NaN = missing), outputs <c>margins</c> (of the last layer) and <c>predictions</c>.</summary>
    public static void Save(MultilayerPerceptronModel model, Stream stream)
    {
        var graph = new OnnxGraph();
        var values = Join(graph, [.. Numbers(graph, model.Encoder), .. Vectors(graph, model)]);
        for (var layer = 0; layer < model.Network.LayerCount; layer++) values = Layer(graph, model, layer, values);
        Answer(graph, model.Head);
        OnnxModel.Write(stream, model.FeatureCount, model.OutputCount, graph.Nodes, graph.Constants);
    }

    // Standardised in doubles like the model's own; a missing number becomes the mean, which is 0 then.
    static IEnumerable<string> Numbers(OnnxGraph graph, FeatureEncoder encoder)
    {
        if (encoder.NumericCount == 0) yield break;
        var numbers = graph.Cast(graph.Columns("numbers", encoder.Numeric), "wideNumbers", isDouble: true);
        var centered = graph.Add("Sub", "centered", numbers, graph.Constant("means", encoder.Means, 1, encoder.NumericCount));
        var scaled = graph.Add("Mul", "wideScaled", centered, graph.Constant("inverses", encoder.Inverses, 1, encoder.NumericCount));
        yield return graph.Filled(graph.Cast(scaled, "scaled", isDouble: false), "known", graph.Constant("zero", [0f], 1, 1));
    }

    static IEnumerable<string> Vectors(OnnxGraph graph, MultilayerPerceptronModel model)
    {
        var network = model.Network;
        for (var table = 0; table < network.CategoricalCount; table++)
        {
            var (codes, size, name) = (model.Encoder.Codes[table], network.EmbeddingSizes[table], $"category{table}");
            var spelled = graph.Spelled(name, model.Encoder.Categorical[table], codes);
            var unseen = network.Embedding(model.Parameters, table, 0).ToArray();
            var vectors = new float[Math.Max(1, codes.Length) * size];
            for (var place = 0; place < codes.Length * size; place++)
                vectors[place] = network.Embedding(model.Parameters, table, 1 + place / size)[place % size] - unseen[place % size];
            var apart = graph.Add("MatMul", name + "Apart", spelled, graph.Constant(name + "Vectors", vectors, Math.Max(1, codes.Length), size));
            yield return graph.Add("Add", name + "Vector", apart, graph.Constant(name + "Unseen", unseen, 1, size));
        }
    }

    static string Join(OnnxGraph graph, string[] parts) =>
        parts.Length == 1 ? parts[0] : graph.Add(new OnnxNode("Concat", parts, "inputs").With("axis", 1L), "inputs");

    static string Layer(OnnxGraph graph, MultilayerPerceptronModel model, int layer, string inputs)
    {
        var (network, isLast) = (model.Network, layer == model.Network.LayerCount - 1);
        var (width, units) = (network.Sizes[layer], network.Sizes[layer + 1]);
        var product = graph.Add("MatMul", $"product{layer}", inputs, graph.Constant($"weights{layer}", network.Weights(model.Parameters, layer).ToArray(), width, units));
        var sum = graph.Add("Add", isLast ? OnnxModel.Margins : $"sum{layer}", product, graph.Constant($"bias{layer}", network.Bias(model.Parameters, layer).ToArray(), 1, units));
        return isLast ? sum : graph.Add("Relu", $"units{layer}", sum);
    }

    static void Answer(OnnxGraph graph, Head head)
    {
        if (head.Objective != NeuralObjective.Squared)
        {
            graph.Add(head.Objective == NeuralObjective.Binary ? "Sigmoid" : "Softmax", OnnxModel.Predictions, OnnxModel.Margins);
            return;
        }
        var scaled = graph.Add("Mul", "spread", OnnxModel.Margins, graph.Constant("labelScale", [(float)head.Scale], 1, 1));
        graph.Add("Add", OnnxModel.Predictions, scaled, graph.Constant("labelCenter", [(float)head.Center], 1, 1));
    }
}
