namespace CrmInsights.Mining.Data;

/// <summary>Rows of features, row-major: the features of a row lie side by side. NaN means missing.</summary>
public sealed class FeatureMatrix
{
    readonly float[] _values;

    /// <summary>Wraps the values without copying them.</summary>
    /// <param name="values">Row after row; its length is <paramref name="rowCount"/> times <paramref name="featureCount"/>.</param>
    /// <param name="rowCount">Number of rows, 0 or more.</param>
    /// <param name="featureCount">Number of features, at least 1.</param>
    /// <exception cref="ArgumentException">The length does not fit the two counts.</exception>
    public FeatureMatrix(float[] values, int rowCount, int featureCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        if (values.LongLength != (long)rowCount * featureCount)
            throw new ArgumentException(
                $"{values.LongLength} values were given, {rowCount} rows of {featureCount} features need {(long)rowCount * featureCount}.", nameof(values));
        _values = values;
        RowCount = rowCount;
        FeatureCount = featureCount;
    }

    /// <summary>Number of rows.</summary>
    public int RowCount { get; }

    /// <summary>Number of features of a row.</summary>
    public int FeatureCount { get; }

    /// <summary>The features of one row.</summary>
    public ReadOnlySpan<float> Row(int row) => _values.AsSpan(row * FeatureCount, FeatureCount);

    /// <summary>The features of <paramref name="count"/> rows from <paramref name="from"/> on, row after row.</summary>
    public ReadOnlySpan<float> Rows(int from, int count) => _values.AsSpan(from * FeatureCount, count * FeatureCount);

    /// <summary>Some rows as a matrix of their own, copied.</summary>
    public FeatureMatrix Part(int from, int count) => new(Rows(from, count).ToArray(), count, FeatureCount);

    /// <summary>One feature of all rows, copied out in row order.</summary>
    public float[] Column(int feature)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)feature, (uint)FeatureCount, nameof(feature));
        var column = new float[RowCount];
        for (var row = 0; row < column.Length; row++) column[row] = _values[row * FeatureCount + feature];
        return column;
    }

    /// <summary>The given columns of all rows, in the given order, as a matrix of its own.</summary>
    public FeatureMatrix Select(params ReadOnlySpan<int> features)
    {
        var chosen = new float[RowCount * features.Length];
        for (var row = 0; row < RowCount; row++)
            for (var position = 0; position < features.Length; position++)
                chosen[row * features.Length + position] = Row(row)[features[position]];
        return new FeatureMatrix(chosen, RowCount, features.Length);
    }
}
