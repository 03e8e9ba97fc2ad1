namespace CrmInsights.Mining.Neural.Internals;

/// <summary>Times and amounts as standardised logarithms; what is below 0 counts as far below as its opposite counts above.</summary>
sealed record LogScale(double Center, double Scale)
{
    /// <summary>Leaves logarithms as they are.</summary>
    public static LogScale Unit { get; } = new(0, 1);

    public static LogScale Of(IEnumerable<float> values)
    {
        var (count, sum, squares) = (0L, 0.0, 0.0);
        foreach (var value in values)
        {
            var log = Log(value);
            (count, sum, squares) = (count + 1, sum + log, squares + log * log);
        }
        if (count == 0) return Unit;
        var mean = sum / count;
        var deviation = Math.Sqrt(Math.Max(0, squares / count - mean * mean));
        return new LogScale(mean, deviation > 1e-9 ? deviation : 1);
    }

    public double Of(float value) => (Log(value) - Center) / Scale;

    static double Log(float value) => Math.CopySign(Math.Log(1 + Math.Abs((double)value)), value);
}

/// <summary>How a network reads the times and amounts of histories.</summary>
sealed record HistoryScales(LogScale Times, LogScale Amounts)
{
    public static HistoryScales Of(IReadOnlyList<EventHistory> histories) => new(
        LogScale.Of(histories.SelectMany(history => history.Gaps.Append(history.Silence))),
        LogScale.Of(histories.SelectMany(history => history.Amounts ?? [])));
}
