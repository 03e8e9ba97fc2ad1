using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Tests.Trees;
using CrmInsights.Mining.Trees;
using static CrmInsights.Mining.Tests.Onnx.OnnxBytes;

namespace CrmInsights.Mining.Tests.Onnx;

/// <summary>Reads the bytes back by the field numbers of onnx.proto and evaluates the operators by their specification.</summary>
public sealed class OnnxTests
{
    [Theory]
    [InlineData(TreeObjective.Binary, "Sigmoid")]
    [InlineData(TreeObjective.Squared, "Identity")]
    [InlineData(TreeObjective.Poisson, "Exp")]
    [InlineData(TreeObjective.Multiclass, "Softmax")]
    public void An_exported_ensemble_gives_the_same_margins(TreeObjective objective, string link)
    {
        var data = TreeData.Binary(1_500, seed: 51);
        var model = TreeData.Fit(data, TreeData.Options(6, 12) with { Objective = objective });
        using var stream = new MemoryStream();

        TreeOnnx.Save(model, stream);

        var nodes = Nodes(stream.ToArray());
        nodes.Select(node => Text(node, 4).Single()).ShouldBe(["TreeEnsembleRegressor", link]);
        var trees = Attributes(nodes[0]);
        var margins = new double[model.OutputCount];
        for (var row = 0; row < 300; row++)
        {
            model.PredictMargins(data.Features.Row(row), margins);
            var found = Evaluate(trees, data.Features.Row(row).ToArray(), model.OutputCount);
            for (var output = 0; output < margins.Length; output++) found[output].ShouldBe(margins[output], 1e-5 * Math.Max(1, Math.Abs(margins[output])));
        }
    }

    [Fact]
    public void An_exported_linear_model_gives_the_same_margins()
    {
        var data = TreeData.Binary(500, seed: 52);
        var known = new Mining.Data.FeatureMatrix([.. data.Features.Rows(0, 500).ToArray().Select(value => float.IsNaN(value) ? 0 : value)], 500, 7);
        var model = LogisticRegression.Fit(data with { Features = known }, new LogisticRegressionOptions(), TreeData.Run);
        using var stream = new MemoryStream();

        LinearOnnx.Save(model, stream);

        var nodes = Nodes(stream.ToArray());
        nodes.Select(node => Text(node, 4).Single()).ShouldBe(["Imputer", "LinearRegressor", "Sigmoid"]);
        var (means, weights) = (Floats(Attributes(nodes[0])["imputed_value_floats"]), Floats(Attributes(nodes[1])["coefficients"]));
        for (var row = 0; row < 100; row++)
        {
            var x = data.Features.Row(row).ToArray();
            var margin = (double)Floats(Attributes(nodes[1])["intercepts"]).Single();
            for (var feature = 0; feature < 7; feature++) margin += weights[feature] * (float.IsNaN(x[feature]) ? means[feature] : x[feature]);
            margin.ShouldBe(model.Margin(x), 1e-5);
        }
    }

    [Fact]
    public void A_split_that_counts_zero_as_missing_is_refused()
    {
        var text = TreeData.Text(TreeData.Fit(TreeData.Binary(500, seed: 53), TreeData.Options(1, 2) with { CategoricalFeatures = new HashSet<int>() }));
        var zero = System.Text.RegularExpressions.Regex.Replace(text, "decision_type=\\d+", "decision_type=4");

        Should.Throw<NotSupportedException>(() => TreeOnnx.Save(TreeData.Parse(zero), new MemoryStream())).Message.ShouldContain("zero");
    }

    static double[] Evaluate(Dictionary<string, List<(int Field, byte[] Bytes)>> trees, float[] row, int outputs)
    {
        var (ids, places, features) = (Ints(trees["nodes_treeids"]), Ints(trees["nodes_nodeids"]), Ints(trees["nodes_featureids"]));
        var (values, modes) = (Floats(trees["nodes_values"]), Text(trees["nodes_modes"], 9));
        var (whenTrue, whenFalse, missing) = (Ints(trees["nodes_truenodeids"]), Ints(trees["nodes_falsenodeids"]), Ints(trees["nodes_missing_value_tracks_true"]));
        var at = Enumerable.Range(0, ids.Length).ToDictionary(i => (ids[i], places[i]));
        var (targetTrees, targetNodes, targets, weights) = (Ints(trees["target_treeids"]), Ints(trees["target_nodeids"]), Ints(trees["target_ids"]), Floats(trees["target_weights"]));
        var leaves = Enumerable.Range(0, targets.Length).ToDictionary(i => (targetTrees[i], targetNodes[i]), i => (Target: targets[i], Weight: weights[i]));
        var sums = new double[outputs];
        foreach (var tree in ids.Distinct())
        {
            var node = at[(tree, 0)];
            while (modes[node] != "LEAF")
            {
                var value = row[features[node]];
                var holds = float.IsNaN(value) ? missing[node] == 1 : modes[node] == "BRANCH_EQ" ? value == values[node] : value <= values[node];
                node = at[(tree, holds ? whenTrue[node] : whenFalse[node])];
            }
            sums[leaves[(tree, places[node])].Target] += leaves[(tree, places[node])].Weight;
        }
        return sums;
    }
}
