using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Tests.Trees;

/// <summary>What XGBoost says of a model of its own that was turned into LightGBM's text: XGBoost/make.py. It computes in floats, hence 1e-5.</summary>
public sealed class XGBoostFiguresTests
{
    const int Features = 5, Rows = 40;

    static readonly PeerFigures s_peer = PeerFigures.Of("Trees", "XGBoost");

    [Fact]
    public void Scores_are_those_of_XGBoost()
    {
        var margins = new double[Rows];

        Load().PredictMargins(s_peer.Rows("x", Features), margins);

        margins.ShouldBe(s_peer["scores"], 1e-5);
    }

    [Fact]
    public void Shares_are_the_contributions_of_XGBoost()
    {
        var shap = new TreeShap(Load());
        var (x, shares) = (s_peer.Rows("x", Features), new double[Features]);

        for (var row = 0; row < Rows; row++)
        {
            shap.Explain(x.Row(row), shares);
            shares.Append(shap.ExpectedMargin).ShouldBe(s_peer["contributions"].Skip(row * (Features + 1)).Take(Features + 1), 1e-5, $"row {row}");
        }
    }

    [Fact]
    public void Interactions_are_those_of_XGBoost()
    {
        var interactions = new TreeShapInteractions(Load());
        var (x, values) = (s_peer.Rows("x", Features), new double[Features * Features]);

        for (var row = 0; row < Rows; row++)
        {
            interactions.Explain(x.Row(row), values);
            for (var first = 0; first < Features; first++)
                for (var second = 0; second < Features; second++)
                    values[first * Features + second].ShouldBe(s_peer["interactions"][(row * (Features + 1) + first) * (Features + 1) + second], 1e-5, $"row {row}, features {first} and {second}");
        }
    }

    [Fact]
    public void Partial_dependence_is_that_of_scikit_learn()
    {
        var points = PartialDependence.Of(Load(), s_peer.Rows("rows", Features), 1, new PartialDependenceOptions { GridSize = 100 }, TreeData.Run);

        points.Select(point => point.Value).ShouldBe(s_peer.Floats("partialValues"));
        points.Select(point => point.Margins.Single()).ShouldBe(s_peer["partial"], 1e-5);
    }

    static TreeEnsemble Load()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Trees", "XGBoost", "model.txt"));
        return TreeEnsemble.Load(stream);
    }
}
