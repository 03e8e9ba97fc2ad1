using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals.Cart;

/// <summary>The checked training rows, column by column, each column sorted once.</summary>
sealed class CartSamples
{
    public const int CategoryLimit = 65_536;
    const int ClassLimit = 1_000;

    readonly TrainingData _data;

    public CartSamples(TrainingData data, DecisionTreeOptions options)
    {
        _data = data;
        CheckLengths(data);
        Rows = [.. Enumerable.Range(0, data.Features.RowCount).Where(row => data.Weight(row) > 0)];
        if (Rows.Length == 0) throw new ArgumentException("No row has a weight; at least one was expected.");
        Task = TaskOf(options);
        Columns = [.. Enumerable.Range(0, data.Features.FeatureCount).Select(data.Features.Column)];
        for (var feature = 0; feature < Columns.Length; feature++) CheckColumn(feature, options.CategoricalFeatures.Contains(feature));
        Features = [.. Columns.Select((column, feature) => CartFeature.Of(column, Rows, options.CategoricalFeatures.Contains(feature)))];
        Sorted = Array.ConvertAll(Columns, Sort);
    }

    public CartTask Task { get; }
    public CartFeature[] Features { get; }
    public float[][] Columns { get; }
    /// <summary>Rows with a weight.</summary>
    public int[] Rows { get; }
    /// <summary>Of each feature, the rows by rising value, missing ones last, equal ones in order.</summary>
    public int[][] Sorted { get; }

    public double Label(int row) => _data.Labels[row];

    public double Weight(int row) => _data.Weight(row);

    public ReadOnlySpan<float> Row(int row) => _data.Features.Row(row);

    public void Add(int row, Span<double> totals) => Task.Add(_data.Labels[row], _data.Weight(row), totals);

    static void CheckLengths(TrainingData data)
    {
        if (data.Labels.Length != data.Features.RowCount)
            throw new ArgumentException($"{data.Labels.Length} labels were given for {data.Features.RowCount} rows.");
        if (data.Weights is not null && data.Weights.Length != data.Features.RowCount)
            throw new ArgumentException($"{data.Weights.Length} weights were given for {data.Features.RowCount} rows.");
        for (var row = 0; row < data.Labels.Length; row++)
            if (!(data.Weight(row) >= 0) || double.IsInfinity(data.Weight(row)))
                throw new ArgumentException($"The weight of row {row} is {data.Weight(row)}; a finite number of at least 0 was expected.");
    }

    CartTask TaskOf(DecisionTreeOptions options)
    {
        var isClasses = options.Criterion != SplitCriterion.SquaredError;
        var (greatest, sum, weight) = (0, 0.0, 0.0);
        foreach (var row in Rows)
        {
            var label = _data.Labels[row];
            if (isClasses ? !(label >= 0 && label < ClassLimit && label == MathF.Floor(label)) : !float.IsFinite(label))
                throw new ArgumentException($"The label of row {row} is {label}; {(isClasses ? $"a class from 0 to {ClassLimit - 1}" : "a finite number")} was expected.");
            greatest = Math.Max(greatest, isClasses ? (int)label : 0);
            sum += Weight(row) * label;
            weight += Weight(row);
        }
        return new CartTask(options.Criterion, options.PruningCost, isClasses ? Math.Max(2, greatest + 1) : 0, isClasses ? 0 : sum / weight);
    }

    void CheckColumn(int feature, bool isCategorical)
    {
        var column = Columns[feature];
        foreach (var row in Rows)
        {
            var value = column[row];
            if (float.IsNaN(value)) continue;
            if (float.IsInfinity(value)) throw new ArgumentException($"Feature {feature} of row {row} is infinite; a number or NaN (missing) was expected.");
            if (isCategorical && !(value >= 0 && value < CategoryLimit && value == MathF.Floor(value)))
                throw new ArgumentException($"Feature {feature} of row {row} is {value}; a category from 0 to {CategoryLimit - 1} or NaN (missing) was expected.");
        }
    }

    int[] Sort(float[] column)
    {
        var rows = (int[])Rows.Clone();
        Array.Sort(rows, (a, b) =>
        {
            var (x, y) = (column[a], column[b]);
            if (float.IsNaN(x) || float.IsNaN(y)) return float.IsNaN(x) == float.IsNaN(y) ? a.CompareTo(b) : float.IsNaN(x) ? 1 : -1;
            return x != y ? x.CompareTo(y) : a.CompareTo(b);
        });
        return rows;
    }
}
