using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees;

/// <summary>How a model's mean score follows one feature while the others stay as they are.</summary>
/// <remarks>Friedman (2001), Greedy function approximation, Annals of Statistics 29, section 8.2: the exact mean over the rows, not the shares of the
/// training rows. Where features hang together, it also asks the model about rows that do not exist.</remarks>
public static class PartialDependence
{
    /// <summary>The points by rising value; where a row misses the feature, one for missing comes last.</summary>
    /// <param name="model">The ensemble.</param>
    /// <param name="rows">The rows to average over, at least one.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="options">Which values.</param>
    /// <param name="run">Cancellation and progress, once a value.</param>
    public static IReadOnlyList<PartialDependencePoint> Of(TreeEnsemble model, FeatureMatrix rows, int feature, PartialDependenceOptions options, RunContext run) =>
        Of(new RowScorer(model.FeatureCount, model.OutputCount, model.PredictMargins), rows, feature, options, run);

    /// <summary>The points of any model by rising value; where a row misses the feature, one for missing comes last.</summary>
    /// <param name="model">The model; its scores take the place of margins.</param>
    /// <param name="rows">The rows to average over, at least one.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="options">Which values.</param>
    /// <param name="run">Cancellation and progress, once a value.</param>
    public static IReadOnlyList<PartialDependencePoint> Of(RowScorer model, FeatureMatrix rows, int feature, PartialDependenceOptions options, RunContext run)
    {
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)feature, (uint)model.FeatureCount, nameof(feature));
        ArgumentOutOfRangeException.ThrowIfLessThan(rows.RowCount, 1, nameof(rows));
        var grid = GridOf(rows.Column(feature), options);
        var changed = rows.Rows(0, rows.RowCount).ToArray();
        var margins = new double[rows.RowCount * model.OutputCount];
        var points = new PartialDependencePoint[grid.Length];
        for (var point = 0; point < grid.Length; point++)
        {
            run.Report(point, grid.Length);
            for (var row = 0; row < rows.RowCount; row++) changed[row * rows.FeatureCount + feature] = grid[point];
            model.Score(new FeatureMatrix(changed, rows.RowCount, rows.FeatureCount), margins);
            points[point] = new PartialDependencePoint(grid[point], Means(margins, model.OutputCount));
        }
        return points;
    }

    static float[] GridOf(float[] column, PartialDependenceOptions options)
    {
        var present = Array.FindAll(column, value => !float.IsNaN(value));
        Array.Sort(present);
        float[] distinct = [.. present.Distinct()];
        float[] grid = options.IsCategorical || distinct.Length <= options.GridSize
            ? distinct
            : [.. Enumerable.Range(0, options.GridSize).Select(i => present[(int)((long)i * (present.Length - 1) / (options.GridSize - 1))]).Distinct()];
        return present.Length < column.Length ? [.. grid, float.NaN] : grid;
    }

    static double[] Means(double[] margins, int outputs)
    {
        var means = new double[outputs];
        for (var i = 0; i < margins.Length; i++) means[i % outputs] += margins[i];
        for (var output = 0; output < outputs; output++) means[output] /= margins.Length / outputs;
        return means;
    }
}
