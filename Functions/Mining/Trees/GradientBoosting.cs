using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Trees;

/// <summary>Gradient-boosted decision trees on histograms, grown leaf by leaf.</summary>
/// <remarks>Friedman (2001); Chen and Guestrin (2016); Ke et al. (2017). The model is the same for any number of threads.</remarks>
public static class GradientBoosting
{
    /// <summary>Fits an ensemble.</summary>
    /// <param name="data">Features (NaN = missing), labels, weights; groups for ranking; validation rows for early stopping.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Cancellation, progress (once a tree) and threads.</param>
    /// <exception cref="ArgumentException">Labels, weights or settings do not fit; names the first row or the setting.</exception>
    public static TreeEnsemble Fit(TrainingData data, GradientBoostingOptions options, RunContext run)
    {
        options.Validate(data.Features.FeatureCount);
        data.ValidateRows();

        using var team = new ThreadTeam(run.MaxThreads);
        var boosting = new BoostingRun(data, options, team);
        for (var round = 0; round < options.TreeCount; round++)
        {
            run.Report(round, options.TreeCount);
            if (!boosting.AddRound(round)) break;           // nothing left to split, or no better for long
        }
        return boosting.ToEnsemble();
    }
}
