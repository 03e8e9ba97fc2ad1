using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Internals;

/// <summary>Chosen rows as a matrix of their own.</summary>
static class RowSample
{
    public static FeatureMatrix Of(FeatureMatrix x, ReadOnlySpan<int> rows)
    {
        var values = new float[rows.Length * x.FeatureCount];
        for (var i = 0; i < rows.Length; i++) x.Row(rows[i]).CopyTo(values.AsSpan(i * x.FeatureCount));
        return new FeatureMatrix(values, rows.Length, x.FeatureCount);
    }
}
