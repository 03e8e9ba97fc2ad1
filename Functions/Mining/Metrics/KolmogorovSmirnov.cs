using CrmInsights.Mining.Metrics.Internals;

namespace CrmInsights.Mining.Metrics;

/// <summary>Greatest distance of two distributions: a measure of separation for scores, a test of drift for features.</summary>
public static class KolmogorovSmirnov
{
    /// <summary>Up to so many pairs of rows the probability is exact; beyond, the limit distribution is used.</summary>
    public const long ExactPairs = 10_000;

    /// <summary>How well scores separate the classes: greatest distance of the share of ones and the share of zeros above a threshold.</summary>
    /// <returns>0 to 1; NaN where a class is missing.</returns>
    public static double Separation(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels)
    {
        var ones = 0.0;
        foreach (var label in labels) ones += label;
        var (zeros, found, greatest) = (labels.Length - ones, 0.0, 0.0);
        foreach (var step in ScoreSteps.Of(scores, labels))
        {
            found += step.Ones;
            greatest = Math.Max(greatest, Math.Abs(found / ones - (step.RowsSoFar - found) / zeros));
        }
        return ones == 0 || zeros == 0 ? double.NaN : greatest;
    }

    /// <summary>Tests whether two samples come from one distribution. Missing values (NaN) are left out; <see cref="PopulationStability"/> sees them.</summary>
    /// <param name="expected">The earlier sample.</param>
    /// <param name="actual">The later sample.</param>
    /// <returns>The greatest distance of the two shares of values up to a point, and the probability of one at least as great without drift.</returns>
    /// <remarks>
    /// Small samples: paths that stay within the distance are counted (Hodges 1958, Arkiv for Matematik 3), ties included as in Schroer and
    /// Trenkler (1995). Large ones: Smirnov's limit with Stephens' correction (1970, Journal of the Royal Statistical Society B 32).
    /// </remarks>
    public static DriftTest Test(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        var (first, second) = (Known(expected), Known(actual));
        if (first.Length == 0 || second.Length == 0) throw new ArgumentException("A test of drift needs at least one known value in both samples.");
        var pooled = TwoSamples.Pool(first, second);
        var distance = pooled.Distance();
        var probability = (long)first.Length * second.Length <= ExactPairs ? pooled.ExactTail(distance) : Limit(distance, first.Length, second.Length);
        return new DriftTest(distance, probability);
    }

    static double Limit(double distance, double first, double second)
    {
        var size = Math.Sqrt(first * second / (first + second));
        return LimitTail((size + 0.12 + 0.11 / size) * distance);
    }

    /// <summary>Probability of a scaled distance above <paramref name="x"/>: 2 * sum of (-1)^(k-1) * exp(-2 k^2 x^2).</summary>
    internal static double LimitTail(double x)
    {
        if (x < 0.2) return 1;                               // 1 - 1e-12, where the series no longer converges
        var (sum, sign) = (0.0, 1.0);
        for (var k = 1; k <= 100; k++, sign = -sign) sum += sign * Math.Exp(-2.0 * k * k * x * x);
        return Math.Clamp(2 * sum, 0, 1);
    }

    static double[] Known(ReadOnlySpan<double> values)
    {
        var known = new List<double>(values.Length);
        foreach (var value in values)
            if (!double.IsNaN(value)) known.Add(value);
        return [.. known];
    }
}

/// <summary>What a test of drift found.</summary>
/// <param name="Statistic">The test's own measure of difference.</param>
/// <param name="PValue">Probability of a statistic at least as great if nothing had changed.</param>
public readonly record struct DriftTest(double Statistic, double PValue);
