using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Mining.Linear;

/// <summary>Intervals of weights by refitting on resampled rows: for penalised fits, whose standard errors have no formula.</summary>
/// <remarks>
/// Percentile bootstrap of pairs, Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13. A penalty pulls weights to 0
/// and the interval with them: it describes how the penalised fit varies, not where an unpenalised one would lie.
/// </remarks>
public static class LinearBootstrap
{
    const int MaxDraws = 1000;

    /// <summary>Refits on each sample; a row drawn twice counts with twice its weight. A sample whose labels are all equal is drawn again.</summary>
    /// <param name="data">The rows of the fit.</param>
    /// <param name="fit">Fits one sample, such as <c>(sample, inner) => LogisticRegression.Fit(sample, options, inner)</c>; called from several threads.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Cancellation and threads.</param>
    /// <returns>One interval a weight, the intercept first. Value and standard error are mean and deviation over the samples.</returns>
    public static IReadOnlyList<Interval> Intervals(
        TrainingData data, Func<TrainingData, RunContext, LinearModel> fit, BootstrapOptions options, RunContext run)
    {
        options.Validate();
        var inner = new RunContext(run.Cancellation);       // samples run side by side, each on one thread
        var fits = new double[options.SampleCount][];
        var done = 0;
        BlockSums.ForEach(options.SampleCount, run, sample =>
        {
            run.Report(Interlocked.Increment(ref done), options.SampleCount);
            var model = fit(data with { Weights = Draw(data, Draws.Of(options.Seed, sample)) }, inner);
            fits[sample] = [model.Intercept, .. model.Weights];
        });
        return [.. Enumerable.Range(0, data.Features.FeatureCount + 1)
            .Select(weight => Interval.OfSamples(Array.ConvertAll(fits, values => values[weight]), options.Confidence))];
    }

    static float[] Draw(TrainingData data, Random random)
    {
        for (var draw = 0; draw < MaxDraws; draw++)
        {
            var weights = new float[data.Labels.Length];
            for (var pick = 0; pick < weights.Length; pick++)
            {
                var row = random.Next(weights.Length);
                weights[row] += (float)data.Weight(row);
            }
            if (HasTwoLabels(data.Labels, weights)) return weights;
        }
        throw new ArgumentException($"No sample with two different labels came up in {MaxDraws} draws; a bootstrap needs more rows of the rarer label.");
    }

    static bool HasTwoLabels(float[] labels, float[] weights)
    {
        var first = Array.FindIndex(weights, weight => weight > 0);
        for (var row = first + 1; first >= 0 && row < labels.Length; row++)
            if (weights[row] > 0 && labels[row] != labels[first]) return true;
        return false;
    }
}
