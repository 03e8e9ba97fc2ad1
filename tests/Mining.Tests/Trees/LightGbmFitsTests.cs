using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Tests.Trees;

/// <summary>Trees fitted to the rows that LightGBM fitted its own to, objective by objective: LightGbmFits/make.py. Gradients, start, splits and leaves all have to agree.
/// With a large L1 they part: LightGBM never tries a feature again below a node where it gained nothing.
/// Leaves are held to a sum of hessians, as the two estimate their rows from it with another rounding. The quantile has scikit-learn as its peer: LightGBM interpolates.</summary>
public sealed class LightGbmFitsTests
{
    static readonly PeerFigures s_peer = PeerFigures.Of("Trees", "LightGbmFits");

    static readonly GradientBoostingOptions s_options = new() { TreeCount = 4, LeafCount = 6, LearningRate = 0.2, MinRowsPerLeaf = 1 };

    public static TheoryData<TreeObjective, string> Objectives => new()
    {
        { TreeObjective.Binary, "binary" },
        { TreeObjective.Multiclass, "multiclass" },
        { TreeObjective.Squared, "regression" },
        { TreeObjective.Poisson, "poisson" },
        { TreeObjective.Tweedie, "tweedie" },
        { TreeObjective.LambdaRank, "lambdarank" },
    };

    [Theory]
    [MemberData(nameof(Objectives))]
    public void Scores_are_those_of_LightGBM(TreeObjective objective, string name) => Agrees(s_options with { Objective = objective }, name, name);

    [Theory]
    [MemberData(nameof(Objectives))]
    public void Scores_of_weighted_rows_are_those_of_LightGBM(TreeObjective objective, string name) => Agrees(s_options with { Objective = objective }, name, $"{name}Weighted");

    [Theory]
    [InlineData(TreeObjective.Binary, "binary")]
    [InlineData(TreeObjective.Squared, "regression")]
    public void Penalties_a_depth_and_a_least_gain_work_as_in_LightGBM(TreeObjective objective, string name) =>
        Agrees(s_options with { Objective = objective, L1 = 0.2, L2 = 3, MaxDepth = 3, MinGain = 0.05 }, name, $"{name}Penalised");

    [Theory]
    [InlineData(TreeObjective.Binary, "binary")]
    [InlineData(TreeObjective.Squared, "regression")]
    public void Monotone_constraints_work_as_LightGBMs_basic_method(TreeObjective objective, string name) =>
        Agrees(s_options with { Objective = objective, MonotoneConstraints = [1, -1, 0, 1] }, name, $"{name}Monotone");

    static void Agrees(GradientBoostingOptions options, string labels, string figures)
    {
        var x = s_peer.Rows("x", 4);
        var data = new TrainingData
        {
            Features = x,
            Labels = s_peer.Floats($"{labels}Labels"),
            Weights = figures.EndsWith("Weighted", StringComparison.Ordinal) ? s_peer.Floats("weights") : null,
            Groups = options.Objective == TreeObjective.LambdaRank ? s_peer.Integers("groups") : null,
        };

        var model = GradientBoosting.Fit(data, options with { TweediePower = 1.3, RankCutoff = 10, MinHessianPerLeaf = options.Objective == TreeObjective.LambdaRank ? 0.5 : 6 }, TreeData.Run);

        var margins = new double[80 * model.OutputCount];
        model.PredictMargins(x.Part(0, 80), margins);
        margins.ShouldBe(s_peer[figures], 1e-5);
    }
}
