using CrmInsights.Mining.Internals.Onnx;
using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Trees;

/// <summary>Writes an ensemble as ONNX, for runtimes that know nothing of LightGBM.</summary>
/// <remarks>Operator TreeEnsembleRegressor of ai.onnx.ml version 1, then Sigmoid, Softmax, Exp or Identity as the objective says. ONNX runtimes add
/// floats, so margins agree to about seven digits. Categories must be whole numbers there; each listed category becomes a node of its own.</remarks>
public static class TreeOnnx
{
    /// <summary>Writes the model: input <c>features</c> (rows of floats, NaN = missing), outputs <c>margins</c> and <c>predictions</c>.</summary>
    /// <exception cref="NotSupportedException">A split counts zero as missing, or the categories need more than 5 million nodes.</exception>
    public static void Save(TreeEnsemble model, Stream stream)
    {
        var nodes = new OnnxTreeNodes(model.OutputCount);
        for (var tree = 0; tree < model.TreeCount; tree++) nodes.Add(model.Trees[tree], tree);
        var link = model.Objective switch
        {
            "binary" => "Sigmoid",
            "multiclass" => "Softmax",
            "poisson" or "tweedie" => "Exp",
            _ => "Identity",
        };
        OnnxModel.Write(stream, model.FeatureCount, model.OutputCount, [nodes.ToNode(), new OnnxNode(link, OnnxModel.Margins, OnnxModel.Predictions)]);
    }
}
