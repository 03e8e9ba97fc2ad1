using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Uplift.Internals;

/// <summary>Boosted trees and what their margin means.</summary>
sealed record OutcomeModel(TreeEnsemble Trees, bool IsProbability)
{
    public double Mean(ReadOnlySpan<float> row) => IsProbability ? Sigmoid.Of(Trees.PredictMargin(row)) : Trees.PredictMargin(row);

    /// <summary>Fits the targets of some rows; yes/no targets with log-loss where both occur, others with squared error.</summary>
    public static OutcomeModel Fit(FeatureMatrix features, int[] rows, Targets targets, (UpliftOptions Options, RunContext Run) how)
    {
        var labels = Array.ConvertAll(rows, row => targets.Value(row));
        var isProbability = targets.IsYesNo && labels.Distinct().Count() == 2;
        var objective = isProbability ? TreeObjective.Binary : TreeObjective.Squared;
        var data = new TrainingData
        {
            Features = RowSample.Of(features, rows),
            Labels = labels,
            Weights = targets.Weight is null ? null : Array.ConvertAll(rows, row => targets.Weight(row)),
        };
        return new OutcomeModel(GradientBoosting.Fit(data, how.Options.Trees with { Objective = objective }, how.Run with { Progress = null }), isProbability);
    }
}

/// <summary>What to fit, by row.</summary>
sealed record Targets(Func<int, float> Value, bool IsYesNo, Func<int, float>? Weight = null);
