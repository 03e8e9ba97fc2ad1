using System.Numerics;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Neural.Internals;

/// <summary>Turns a row into standardised numbers and category positions. Missing numbers become the mean; missing and unseen codes position 0.</summary>
sealed class FeatureEncoder
{
    readonly int[] _numeric;
    readonly int[] _categorical;
    readonly double[] _means;
    readonly double[] _inverses;
    readonly float[][] _codes;                              // of each categorical feature, rising

    public FeatureEncoder(int featureCount, int[] categorical, double[] means, double[] inverses, float[][] codes)
    {
        (FeatureCount, _categorical, _means, _inverses, _codes) = (featureCount, categorical, means, inverses, codes);
        _numeric = [.. Enumerable.Range(0, featureCount).Except(categorical)];
    }

    public int FeatureCount { get; }
    public int NumericCount => _numeric.Length;
    public int[] Numeric => _numeric;
    public int[] Categorical => _categorical;
    public double[] Means => _means;
    public double[] Inverses => _inverses;
    public float[][] Codes => _codes;

    /// <summary>Categories of each categorical feature, position 0 included.</summary>
    public int[] CategoryCounts => Array.ConvertAll(_codes, codes => codes.Length + 1);

    /// <summary>Means and deviations of the rows, each by its weight.</summary>
    public static FeatureEncoder Of(TrainingData data, IReadOnlySet<int> categoricalFeatures)
    {
        var features = data.Features;
        int[] categorical = [.. categoricalFeatures.Order()];
        var numeric = Enumerable.Range(0, features.FeatureCount).Except(categorical).Select(feature => Measure(data, feature)).ToArray();
        var codes = categorical.Select(feature => features.Column(feature).Where(code => !float.IsNaN(code)).Distinct().Order().ToArray());
        return new FeatureEncoder(features.FeatureCount, categorical, [.. numeric.Select(n => n.Mean)], [.. numeric.Select(n => n.Inverse)], [.. codes]);
    }

    public void Encode<T>(ReadOnlySpan<float> row, Span<T> numbers, Span<int> positions) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < _numeric.Length; i++)
        {
            var value = row[_numeric[i]];
            numbers[i] = T.CreateTruncating(float.IsNaN(value) ? 0 : (value - _means[i]) * _inverses[i]);
        }
        for (var i = 0; i < _categorical.Length; i++)
            positions[i] = Math.Max(0, Array.BinarySearch(_codes[i], row[_categorical[i]]) + 1);
    }

    static (double Mean, double Inverse) Measure(TrainingData data, int feature)
    {
        var column = data.Features.Column(feature);
        var (weightSum, sum, squares) = (0.0, 0.0, 0.0);
        for (var row = 0; row < column.Length; row++)
        {
            if (float.IsInfinity(column[row])) throw new ArgumentException($"Feature {feature} of row {row} is infinite; a number or NaN (missing) was expected.");
            if (float.IsNaN(column[row])) continue;
            weightSum += data.Weight(row);
            sum += data.Weight(row) * column[row];
        }
        var mean = weightSum > 0 ? sum / weightSum : 0;
        for (var row = 0; row < column.Length; row++)
            if (!float.IsNaN(column[row])) squares += data.Weight(row) * (column[row] - mean) * (column[row] - mean);
        var deviation = weightSum > 0 ? Math.Sqrt(squares / weightSum) : 0;
        return (mean, deviation > 1e-9 * Math.Max(1e-30, Math.Abs(mean)) ? 1 / deviation : 0);
    }
}
