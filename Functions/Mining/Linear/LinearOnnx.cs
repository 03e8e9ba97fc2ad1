using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Internals.Onnx;

namespace CrmInsights.Mining.Linear;

/// <summary>Writes a generalised linear model as ONNX.</summary>
/// <remarks>Operators Imputer (missing values become the training means) and LinearRegressor of ai.onnx.ml version 1, then Sigmoid, Exp or Identity. ONNX
/// runtimes compute in floats, so answers agree to about seven digits of the largest term.</remarks>
public static class LinearOnnx
{
    /// <summary>Writes the model: input <c>features</c> (rows of floats, NaN = missing), outputs <c>margins</c> and <c>predictions</c>.</summary>
    public static void Save(LinearModel model, Stream stream)
    {
        var imputer = new OnnxNode("Imputer", OnnxModel.Features, "known", isMachineLearning: true)
            .With("imputed_value_floats", model.Means.ToArray().Select(mean => (float)mean)).With("replaced_value_float", float.NaN);
        OnnxModel.Write(stream, model.FeatureCount, 1, [imputer, Sum(model, "known", Enumerable.Range(0, model.FeatureCount)), Link(model)]);
    }

    /// <summary>Writes a model of rows that <see cref="OneHot"/> spelled; the input is the rows as they were before, with codes of categories.</summary>
    /// <param name="model">The model, of the spelled columns.</param>
    /// <param name="columns">The columns that were spelled, in order.</param>
    /// <param name="stream">Receives the file.</param>
    /// <exception cref="ArgumentException">The model has another number of spelled columns.</exception>
    public static void Save(LinearModel model, IReadOnlyList<TableColumn> columns, Stream stream)
    {
        var starts = new OneHot(columns).Starts;
        if (starts[^1] != model.FeatureCount) throw new ArgumentException($"The columns spell {starts[^1]} features; the model has {model.FeatureCount}.");
        var (graph, parts, order) = (new OnnxGraph(), new List<string>(), new List<int>());
        int[] numbers = [.. Enumerable.Range(0, columns.Count).Where(column => !columns[column].IsCategorical)];
        if (numbers.Length > 0)
        {
            var means = graph.Constant("means", numbers.Select(column => (float)model.Means[starts[column]]), 1, numbers.Length);
            parts.Add(graph.Filled(graph.Columns("numbers", numbers), "known", means));
            order.AddRange(numbers.Select(column => starts[column]));
        }
        for (var column = 0; column < columns.Count; column++)
        {
            if (columns[column].Categories.Count < 2) continue;     // one category is the reference alone
            parts.Add(graph.Spelled($"column{column}", column, [.. Enumerable.Range(1, columns[column].Categories.Count - 1).Select(code => (float)code)]));
            order.AddRange(Enumerable.Range(starts[column], starts[column + 1] - starts[column]));
        }
        graph.Add(new OnnxNode("Concat", parts, "spelled").With("axis", 1L), "spelled");
        OnnxModel.Write(stream, columns.Count, 1, [.. graph.Nodes, Sum(model, "spelled", order), Link(model)], graph.Constants);
    }

    static OnnxNode Sum(LinearModel model, string input, IEnumerable<int> order) =>
        new OnnxNode("LinearRegressor", input, OnnxModel.Margins, isMachineLearning: true)
            .With("coefficients", order.Select(feature => (float)model.Weights[feature])).With("intercepts", [(float)model.Intercept]).With("targets", 1L).With("post_transform", "NONE");

    static OnnxNode Link(LinearModel model) =>
        new(model.Family switch { LinearFamily.Logistic => "Sigmoid", LinearFamily.Gaussian => "Identity", _ => "Exp" }, OnnxModel.Margins, OnnxModel.Predictions);
}
