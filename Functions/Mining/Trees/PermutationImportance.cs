using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Trees;

/// <summary>Measures how much worse a model predicts when the values of one feature are dealt to other rows.</summary>
/// <remarks>Breiman (2001), Random Forests, Machine Learning 45; Fisher, Rudin and Dominici (2019), JMLR 20. Give rows the model was not trained on.
/// Features that say the same thing share their importance: shuffling one leaves the other.</remarks>
public static class PermutationImportance
{
    /// <summary>One figure a feature, in the order of the features.</summary>
    /// <param name="model">The ensemble.</param>
    /// <param name="data">Rows with labels; weights count in the mean.</param>
    /// <param name="options">Repetitions, loss and seed.</param>
    /// <param name="run">Cancellation, progress and threads; the features are shared among the threads.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, there is no row with a weight, or the objective has no loss of its own.</exception>
    public static IReadOnlyList<FeatureImportance> Of(TreeEnsemble model, TrainingData data, PermutationImportanceOptions options, RunContext run)
    {
        options.Validate();
        if (data.Labels.Length != data.Features.RowCount) throw new ArgumentException($"{data.Labels.Length} labels were given for {data.Features.RowCount} rows.");
        if (!(Enumerable.Range(0, data.Labels.Length).Sum(data.Weight) > 0)) throw new ArgumentException("No row has a weight; at least one was expected.");
        var loss = options.ScoresLoss ?? new MeanLoss(model.OutputCount, data, options.Loss ?? MeanLoss.For(model)).Of;
        return Of(new RowScorer(model.FeatureCount, model.OutputCount, model.PredictMargins), data.Features, options with { ScoresLoss = loss }, run);
    }

    /// <summary>One figure a feature, in the order of the features, for any model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows whose labels the loss knows.</param>
    /// <param name="options">Repetitions, seed, and the loss of all scores together.</param>
    /// <param name="run">Cancellation, progress and threads; the features are shared among the threads.</param>
    /// <exception cref="ArgumentException">The rows have other features, or there is no loss.</exception>
    public static IReadOnlyList<FeatureImportance> Of(RowScorer model, FeatureMatrix rows, PermutationImportanceOptions options, RunContext run)
    {
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.FeatureCount, model.FeatureCount, nameof(rows));
        var shuffled = new ShuffledColumns(model, rows, options);
        var found = new FeatureImportance[model.FeatureCount];
        var done = 0;
        BlockSums.ForEach(found.Length, run, feature =>
        {
            run.Report(Interlocked.Increment(ref done) - 1, found.Length);
            found[feature] = shuffled.Measure(feature);
        });
        return found;
    }
}
