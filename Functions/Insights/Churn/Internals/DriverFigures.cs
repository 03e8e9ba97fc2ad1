namespace CrmInsights.Insights.Churn.Internals;

/// <summary>What moves scores, and how.</summary>
/// <param name="Topic">The topic of reasons.</param>
/// <param name="Meaning">Its strongest feature in words.</param>
/// <param name="Share">Share of all points, whatever their sign, that this topic carries.</param>
/// <param name="Quarters">Share of customers who left, by quarters of that feature from the lowest values to the highest.</param>
sealed record DriverFigures(string Topic, string Meaning, double Share, IReadOnlyList<double> Quarters)
{
    const int MostRows = 2000;
    const int QuarterCount = 4;

    /// <summary>All topics that carry a point, the strongest first, measured on the test window.</summary>
    public static IReadOnlyList<DriverFigures> Of(RiskFunction function, WindowRows test)
    {
        var weights = Weights(function, test);
        var total = weights.Sum();
        if (total == 0) return [];
        return
        [
            .. ChurnFeatures.All.Index().GroupBy(entry => entry.Item.Topic)
                .Select(topic => (topic.Key, Weight: topic.Sum(entry => weights[entry.Index]), Main: topic.MaxBy(entry => weights[entry.Index])))
                .Where(topic => topic.Weight > 0).OrderByDescending(topic => topic.Weight).ThenBy(topic => topic.Key)
                .Select(topic => new DriverFigures(topic.Key.ToString(), topic.Main.Item.Meaning, ChurnFigures.Rounded(topic.Weight / total), Left(test, topic.Main.Index))),
        ];
    }

    /// <summary>Mean absolute share of each feature over rows at even steps.</summary>
    static double[] Weights(RiskFunction function, WindowRows test)
    {
        var (weights, shares) = (new double[ChurnFeatures.All.Count], new double[ChurnFeatures.All.Count]);
        var step = Math.Max(1, test.Count / MostRows);
        for (var row = 0; row < test.Count; row += step)
        {
            function.Explain(test.Features.Row(row), shares);
            for (var feature = 0; feature < shares.Length; feature++) weights[feature] += Math.Abs(shares[feature]);
        }
        return weights;
    }

    static double[] Left(WindowRows test, int feature)
    {
        var column = test.Features.Column(feature);
        int[] known = [.. Enumerable.Range(0, column.Length).Where(row => !float.IsNaN(column[row])).OrderBy(row => column[row])];
        return
        [
            .. Enumerable.Range(0, QuarterCount).Select(quarter => known[(known.Length * quarter / QuarterCount)..(known.Length * (quarter + 1) / QuarterCount)])
                .Where(rows => rows.Length > 0).Select(rows => ChurnFigures.Rounded(rows.Average(row => test.Labels[row]))),
        ];
    }
}
