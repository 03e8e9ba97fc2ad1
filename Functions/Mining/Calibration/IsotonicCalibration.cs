using CrmInsights.Mining.Metrics;

namespace CrmInsights.Mining.Calibration;

/// <summary>Calibration by the best never-falling curve, free of any formula: for many rows, where a logistic curve bends wrongly.</summary>
/// <remarks>
/// Pool adjacent violators: Ayer et al. (1955), Annals of Mathematical Statistics 26; for probabilities Zadrozny and Elkan (2002), KDD.
/// It is flat in places, so that it orders rows worse than Platt or beta and cannot carry points; a report may draw it beside them.
/// </remarks>
public static class IsotonicCalibration
{
    /// <summary>Fits least squares under the order of the scores; rows of equal score are one point. O(n log n).</summary>
    /// <param name="scores">Margins or probabilities, finite.</param>
    /// <param name="labels">0 or 1.</param>
    public static IsotonicCurve Fit(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels)
    {
        BinaryMetrics.Validate(scores, labels);
        var (sorted, values) = (scores.ToArray(), labels.ToArray());
        foreach (var score in sorted)
            if (double.IsInfinity(score)) throw new ArgumentException("A score is infinite; finite ones were expected.");
        Array.Sort(sorted, values);

        var blocks = new List<Block>();
        for (var from = 0; from < sorted.Length;)
        {
            var (to, sum) = (from, 0.0);
            for (; to < sorted.Length && sorted[to] == sorted[from]; to++) sum += values[to];
            Push(blocks, new Block(sorted[from], sorted[from], sum, to - from));
            from = to;
        }
        return Curve(blocks);
    }

    static void Push(List<Block> blocks, Block block)
    {
        while (blocks.Count > 0 && blocks[^1].Mean >= block.Mean)
        {
            var last = blocks[^1];
            blocks.RemoveAt(blocks.Count - 1);
            block = new Block(last.Low, block.High, last.Sum + block.Sum, last.Count + block.Count);
        }
        blocks.Add(block);
    }

    static IsotonicCurve Curve(List<Block> blocks)
    {
        var (scores, probabilities) = (new List<double>(), new List<double>());
        foreach (var block in blocks)
        {
            scores.Add(block.Low);
            probabilities.Add(block.Mean);
            if (block.High == block.Low) continue;
            scores.Add(block.High);
            probabilities.Add(block.Mean);
        }
        return new IsotonicCurve([.. scores], [.. probabilities]);
    }

    readonly record struct Block(double Low, double High, double Sum, int Count)
    {
        public double Mean => Sum / Count;
    }
}
