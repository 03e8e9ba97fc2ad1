using CrmInsights.Mining.Metrics.Internals;

namespace CrmInsights.Mining.Metrics;

/// <summary>How good scores or probabilities of a yes/no question are. Labels are 0 or 1.</summary>
public static class BinaryMetrics
{
    /// <summary>Probabilities are held this far from 0 and 1 before a logarithm is taken.</summary>
    const double Edge = 1e-15;

    /// <summary>Area under the ROC curve: chance that a random 1 scores higher than a random 0, ties counted half. O(n log n).</summary>
    /// <returns>0.5 says nothing is told apart; NaN where a class is missing.</returns>
    public static double Auc(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels)
    {
        Validate(scores, labels);
        var ranks = MidRanks.Of(scores);
        var (ones, rankSum) = (0.0, 0.0);
        for (var row = 0; row < ranks.Length; row++)
        {
            if (labels[row] != 1) continue;
            ones++;
            rankSum += ranks[row];
        }
        var zeros = ranks.Length - ones;
        return ones == 0 || zeros == 0 ? double.NaN : (rankSum - ones * (ones + 1) / 2) / (ones * zeros);
    }

    /// <summary>Mean negative log-likelihood in nats, lower is better.</summary>
    public static double LogLoss(ReadOnlySpan<double> probabilities, ReadOnlySpan<float> labels)
    {
        Validate(probabilities, labels);
        var sum = 0.0;
        for (var row = 0; row < labels.Length; row++) sum += LogLoss(probabilities[row], labels[row]);
        return sum / labels.Length;
    }

    /// <summary>Negative log-likelihood of one row.</summary>
    public static double LogLoss(double probability, float label) =>
        -Math.Log(Math.Clamp(label == 1 ? probability : 1 - probability, Edge, 1));

    /// <summary>Mean squared difference of probability and label, lower is better.</summary>
    public static double Brier(ReadOnlySpan<double> probabilities, ReadOnlySpan<float> labels)
    {
        Validate(probabilities, labels);
        var sum = 0.0;
        for (var row = 0; row < labels.Length; row++) sum += (probabilities[row] - labels[row]) * (probabilities[row] - labels[row]);
        return sum / labels.Length;
    }

    /// <summary>Expected calibration error: mean distance of predicted and observed share over bins of equal width, weighted by their rows.</summary>
    public static double CalibrationError(ReadOnlySpan<double> probabilities, ReadOnlySpan<float> labels, int binCount = 10)
    {
        var error = 0.0;
        foreach (var bin in Reliability(probabilities, labels, binCount))
            error += bin.Count * Math.Abs(bin.MeanPredicted - bin.ObservedShare);
        return error / labels.Length;
    }

    /// <summary>The bins of a reliability chart, empty ones left out. A probability of 1 lies in the last bin.</summary>
    public static IReadOnlyList<ReliabilityBin> Reliability(ReadOnlySpan<double> probabilities, ReadOnlySpan<float> labels, int binCount = 10)
    {
        Validate(probabilities, labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(binCount, 1);
        var (counts, predicted, observed) = (new int[binCount], new double[binCount], new double[binCount]);
        for (var row = 0; row < labels.Length; row++)
        {
            var bin = Math.Clamp((int)(probabilities[row] * binCount), 0, binCount - 1);
            counts[bin]++;
            predicted[bin] += probabilities[row];
            observed[bin] += labels[row];
        }
        return [.. Enumerable.Range(0, binCount).Where(bin => counts[bin] > 0)
            .Select(bin => new ReliabilityBin(counts[bin], predicted[bin] / counts[bin], observed[bin] / counts[bin]))];
    }

    /// <summary>Share of all ones found in the top <paramref name="share"/> of the scores. Ties at the edge count in proportion.</summary>
    /// <param name="scores">Higher means more likely 1.</param>
    /// <param name="labels">0 or 1; at least one 1, or the answer is NaN.</param>
    /// <param name="share">Above 0, up to 1.</param>
    public static double Gain(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, double share)
    {
        Validate(scores, labels);
        if (!(share > 0 && share <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share above 0 and up to 1 was expected.");
        var order = scores.ToArray();
        var sorted = labels.ToArray();
        Array.Sort(order, sorted);
        Array.Reverse(order);
        Array.Reverse(sorted);
        var ones = sorted.Sum(label => (double)label);
        return OnesAtTop(order, sorted, share * order.Length) / ones;
    }

    /// <summary>How many times more ones the top <paramref name="share"/> holds than a random choice of that size would.</summary>
    public static double Lift(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, double share) => Gain(scores, labels, share) / share;

    static double OnesAtTop(double[] scores, float[] labels, double wanted)
    {
        var found = 0.0;
        for (var from = 0; from < scores.Length && from < wanted;)
        {
            var (to, ones) = (from, 0.0);
            for (; to < scores.Length && scores[to] == scores[from]; to++) ones += labels[to];
            found += ones * Math.Min(1, (wanted - from) / (to - from));
            from = to;
        }
        return found;
    }

    internal static void Validate(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels)
    {
        if (scores.Length != labels.Length) throw new ArgumentException($"{scores.Length} scores and {labels.Length} labels were given; one label a score was expected.");
        if (scores.IsEmpty) throw new ArgumentException("A metric needs at least one row.");
        for (var row = 0; row < scores.Length; row++)
        {
            if (double.IsNaN(scores[row])) throw new ArgumentException($"The score of row {row} is not a number.");
            if (labels[row] is not (0f or 1f)) throw new ArgumentException($"The label of row {row} is {labels[row]}; 0 or 1 was expected.");
        }
    }
}

/// <summary>One bin of a reliability chart.</summary>
/// <param name="Count">Rows in the bin.</param>
/// <param name="MeanPredicted">Mean of their probabilities.</param>
/// <param name="ObservedShare">Share of them with label 1.</param>
public readonly record struct ReliabilityBin(int Count, double MeanPredicted, double ObservedShare);
