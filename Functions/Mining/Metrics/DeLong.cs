using CrmInsights.Mining.Metrics.Internals;

namespace CrmInsights.Mining.Metrics;

/// <summary>Intervals of the area under the ROC curve, and of the difference of two measured on the same rows.</summary>
/// <remarks>DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44; placements by ranks as in Sun and Xu (2014), IEEE SPL 21(11).</remarks>
public static class DeLong
{
    /// <summary>AUC of one score. Needs two rows of each class.</summary>
    public static Interval Auc(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, double confidence = Interval.DefaultConfidence)
    {
        var placed = Placements(scores, labels);
        return Interval.Around(placed.Auc, Math.Sqrt(Variance(placed.Ones, placed.Zeros)), confidence);
    }

    /// <summary>AUC of <paramref name="first"/> minus AUC of <paramref name="second"/>, paired by row.</summary>
    public static Interval Difference(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<float> labels, double confidence = Interval.DefaultConfidence)
    {
        var a = Placements(first, labels);
        var b = Placements(second, labels);
        return Interval.Around(a.Auc - b.Auc, Math.Sqrt(Variance(Minus(a.Ones, b.Ones), Minus(a.Zeros, b.Zeros))), confidence);
    }

    // For a 1: the share of zeros below it. For a 0: the share of ones above it. Their means are both the AUC.
    static (double Auc, double[] Ones, double[] Zeros) Placements(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels)
    {
        BinaryMetrics.Validate(scores, labels);
        var (oneScores, zeroScores) = (Pick(scores, labels, 1), Pick(scores, labels, 0));
        if (oneScores.Length < 2 || zeroScores.Length < 2)
            throw new ArgumentException($"{oneScores.Length} rows have label 1 and {zeroScores.Length} label 0; an interval needs two of each.");
        var all = MidRanks.Of([.. oneScores, .. zeroScores]);
        var ones = Place(all.AsSpan(0, oneScores.Length), MidRanks.Of(oneScores), zeroScores.Length);
        var zeros = Place(all.AsSpan(oneScores.Length), MidRanks.Of(zeroScores), oneScores.Length);
        for (var row = 0; row < zeros.Length; row++) zeros[row] = 1 - zeros[row];
        return (ones.Average(), ones, zeros);
    }

    static double[] Place(ReadOnlySpan<double> among, double[] own, int others)
    {
        var placed = new double[own.Length];
        for (var row = 0; row < placed.Length; row++) placed[row] = (among[row] - own[row]) / others;
        return placed;
    }

    static double[] Pick(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, float label)
    {
        var picked = new List<double>();
        for (var row = 0; row < labels.Length; row++)
            if (labels[row] == label) picked.Add(scores[row]);
        return [.. picked];
    }

    static double[] Minus(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    static double Variance(double[] ones, double[] zeros) => SampleVariance(ones) / ones.Length + SampleVariance(zeros) / zeros.Length;

    static double SampleVariance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
