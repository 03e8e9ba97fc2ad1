namespace CrmInsights.Mining.Neural.Internals;

/// <summary>Times between events as standardised logarithms.</summary>
sealed record TimeScale(double Center, double Scale)
{
    public static TimeScale Of(IReadOnlyList<EventHistory> histories)
    {
        var (count, sum, squares) = (0, 0.0, 0.0);
        foreach (var time in histories.SelectMany(history => history.Gaps.Append(history.Silence)))
        {
            var log = Math.Log(1 + (double)time);
            (count, sum, squares) = (count + 1, sum + log, squares + log * log);
        }
        var mean = sum / count;
        var deviation = Math.Sqrt(Math.Max(0, squares / count - mean * mean));
        return new TimeScale(mean, deviation > 1e-9 ? deviation : 1);
    }

    public double Of(float time) => (Math.Log(1 + (double)time) - Center) / Scale;
}
