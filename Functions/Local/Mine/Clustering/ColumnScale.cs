using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine.Clustering;

/// <summary>Brings columns to mean 0 and deviation 1, and centers back to the units of the file. A constant column becomes 0.</summary>
sealed record ColumnScale(double[] Means, double[] Deviations)
{
    public static ColumnScale Of(FeatureMatrix x)
    {
        var (means, deviations) = (new double[x.FeatureCount], new double[x.FeatureCount]);
        for (var column = 0; column < means.Length; column++)
        {
            var values = x.Column(column);
            var mean = means[column] = values.Average(value => (double)value);
            deviations[column] = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        }
        return new ColumnScale(means, deviations);
    }

    public FeatureMatrix Apply(FeatureMatrix x)
    {
        var values = new float[x.RowCount * x.FeatureCount];
        for (var place = 0; place < values.Length; place++)
        {
            var (row, column) = (place / x.FeatureCount, place % x.FeatureCount);
            values[place] = Deviations[column] == 0 ? 0 : (float)((x.Row(row)[column] - Means[column]) / Deviations[column]);
        }
        return new FeatureMatrix(values, x.RowCount, x.FeatureCount);
    }

    /// <summary>False where a file does not hold a scale of so many columns.</summary>
    public bool Fits(int columns) => Means.Length == columns && Deviations.Length == columns && Means.All(double.IsFinite) && Deviations.All(deviation => deviation is >= 0 and < double.PositiveInfinity);

    public double[] Undo(double[] center) => [.. center.Select((value, column) => Means[column] + value * Deviations[column])];
}
