namespace CrmInsights.Insights.Segments.Internals;

/// <summary>
/// How one feature becomes a coordinate: the customer's mean, drawn towards the median of all customers as far as its few samples are
/// unreliable, in interquartile ranges, and weighted by how much the feature says of the same customer on another occasion.
/// </summary>
/// <param name="Median">Median of the customers' means.</param>
/// <param name="Drawn">Samples that the median counts as: the variance within customers over that between them.</param>
/// <param name="Range">Interquartile range of the drawn means.</param>
/// <param name="Weight">Reliability of the feature for the usual number of samples, 0..1.</param>
sealed record FeatureScale(double Median, double Drawn, double Range, double Weight)
{
    const double Farthest = 3;                              // beyond, a customer is extreme, and how extreme must not make a segment
    const double Unrelated = 1e6;

    public static FeatureScale Of(IReadOnlyList<double[]> samples)
    {
        double[][] seen = [.. samples.Where(some => some.Length > 0)];
        if (seen.Length < 4) return new FeatureScale(0, Unrelated, 1, 0);
        var means = seen.Select(some => some.Average()).Order().ToArray();
        var median = means[means.Length / 2];
        var drawn = DrawnOf(seen);
        var raw = new FeatureScale(median, drawn, 1, 1);
        var values = samples.Select(raw.Unclamped).Order().ToArray();
        var range = values[values.Length * 3 / 4] - values[values.Length / 4];
        var usualCount = seen.Select(some => some.Length).Order().ElementAt(seen.Length / 2);
        return range < 1e-9 ? raw with { Weight = 0 } : raw with { Range = range, Weight = usualCount / (usualCount + drawn) };
    }

    public float Apply(double[] samples) => (float)(Weight * Math.Clamp(Unclamped(samples), -Farthest, Farthest));

    /// <summary>A coordinate as the value it stands for, the logarithm undone.</summary>
    public double Undo(double coordinate) => Weight == 0 ? Math.Exp(Median) - 1 : Math.Exp(coordinate / Weight * Range + Median) - 1;

    double Unclamped(double[] samples) => samples.Length == 0 ? 0 : (samples.Average() - Median) * samples.Length / (samples.Length + Drawn) / Range;

    /// <summary>Variance components of a one-way layout with groups of different sizes, by moments (Searle, Casella and McCulloch, 1992, chapter 3).</summary>
    static double DrawnOf(double[][] seen)
    {
        var count = seen.Sum(some => some.Length);
        var free = count - seen.Length;
        if (free == 0) return 1;                            // one sample each: nothing is known of reliability
        var within = seen.Sum(some => some.Sum(value => Square(value - some.Average()))) / free;
        var grand = seen.Sum(some => some.Sum()) / count;
        var among = seen.Sum(some => some.Length * Square(some.Average() - grand)) / (seen.Length - 1);
        var size = (count - seen.Sum(some => (double)some.Length * some.Length) / count) / (seen.Length - 1);
        var between = (among - within) / size;
        return between <= 0 ? Unrelated : Math.Min(Unrelated, within / between);
    }

    static double Square(double value) => value * value;
}
