namespace CrmInsights.Insights.Churn.Internals;

/// <summary>A score split into points: <see cref="Base"/> plus the points of all topics is <see cref="Score"/>, in whole numbers.</summary>
/// <remarks>
/// A topic's points are phi * (g(f) - g(f0)) / (f - f0): its share phi of the margin f, carried through the calibrated curve g along
/// the chord from the average customer's margin f0; the derivative of g stands in where f = f0.
/// </remarks>
sealed record RiskPoints(int Score, double Probability, int Base, IReadOnlyList<(ReasonTopic Topic, int Points)> Top, int Other)
{
    const int MostReasons = 3;

    public static RiskPoints Of(ChurnModel model, PurchaseView view)
    {
        var row = new float[ChurnFeatures.All.Count];
        FeatureBuilder.Fill(view, row);
        return Of(model, row);
    }

    public static RiskPoints Of(ChurnModel model, ReadOnlySpan<float> row)
    {
        var probability = model.Calibrator.Probability(model.Function.Margin(row));
        var start = Whole(model.Calibrator.Probability(model.Function.BaseMargin));
        var score = Whole(probability);
        var topics = Round(Exact(model, row), score - start);
        var top = topics.Where(topic => topic.Points != 0).OrderByDescending(topic => Math.Abs(topic.Points)).ThenBy(topic => topic.Topic)
            .Take(MostReasons).ToArray();
        return new RiskPoints(score, probability, start, top, score - start - top.Sum(topic => topic.Points));
    }

    /// <summary>Unrounded points of each topic, in the order of <see cref="ReasonTopic"/>.</summary>
    static double[] Exact(ChurnModel model, ReadOnlySpan<float> row)
    {
        var shares = new double[row.Length];
        model.Function.Explain(row, shares);
        var rate = 100 * Chord(model, model.Function.Margin(row), model.Function.BaseMargin);
        var points = new double[Enum.GetValues<ReasonTopic>().Length];
        for (var feature = 0; feature < shares.Length; feature++)
            points[(int)ChurnFeatures.All[feature].Topic] += shares[feature] * rate;
        return points;
    }

    static double Chord(ChurnModel model, double margin, double start) => Math.Abs(margin - start) < 1e-6
        ? model.Calibrator.Derivative(start)
        : (model.Calibrator.Probability(margin) - model.Calibrator.Probability(start)) / (margin - start);

    /// <summary>Largest remainder: whole numbers next to the exact ones that add up to <paramref name="sum"/>.</summary>
    static (ReasonTopic Topic, int Points)[] Round(double[] exact, int sum)
    {
        var points = exact.Select((value, topic) => (Topic: (ReasonTopic)topic, Points: (int)Math.Floor(value))).ToArray();
        var missing = sum - points.Sum(topic => topic.Points);
        var byRemainder = Enumerable.Range(0, exact.Length).OrderByDescending(topic => exact[topic] - Math.Floor(exact[topic])).Take(missing);
        foreach (var topic in byRemainder) points[topic].Points++;
        return points;
    }

    static int Whole(double probability) => (int)Math.Floor(100 * probability + 0.5);
}
