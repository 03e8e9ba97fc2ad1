namespace CrmInsights.Mining.Metrics.Internals;

/// <summary>Rows of one score.</summary>
/// <param name="Rows">Rows with this score.</param>
/// <param name="Ones">Those of them with label 1.</param>
/// <param name="RowsSoFar">Rows with this or a higher score.</param>
readonly record struct ScoreStep(int Rows, double Ones, int RowsSoFar);

/// <summary>Scores from the highest down, equal ones together.</summary>
static class ScoreSteps
{
    public static List<ScoreStep> Of(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels)
    {
        BinaryMetrics.Validate(scores, labels);
        var (order, sorted) = (scores.ToArray(), labels.ToArray());
        Array.Sort(order, sorted);
        var steps = new List<ScoreStep>();
        for (var to = order.Length; to > 0;)
        {
            var (from, ones) = (to, 0.0);
            while (from > 0 && order[from - 1] == order[to - 1]) ones += sorted[--from];
            steps.Add(new ScoreStep(to - from, ones, order.Length - from));
            to = from;
        }
        return steps;
    }
}
