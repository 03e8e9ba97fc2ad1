namespace CrmInsights.Mining.Lifetime;

/// <summary>The share that survives to each age, where for some only a lower bound of the lifetime is known.</summary>
/// <remarks>Kaplan and Meier (1958), Journal of the American Statistical Association 53; standard errors by Greenwood.</remarks>
public static class KaplanMeier
{
    /// <summary>Fits the curve in O(n log n). At equal durations events come before censorings.</summary>
    /// <param name="durations">Time to the event, or up to which no event was seen; finite, 0 or more.</param>
    /// <param name="observed">True where the event was seen, false where the duration is censored.</param>
    /// <exception cref="ArgumentException">Lengths differ, nothing was given, or a duration is negative or not finite.</exception>
    public static SurvivalCurve Fit(ReadOnlySpan<double> durations, ReadOnlySpan<bool> observed)
    {
        Validate(durations, observed);

        var times = durations.ToArray();
        var events = observed.ToArray();
        Array.Sort(times, events);
        var points = new List<SurvivalPoint>();
        var (survival, greenwood) = (1.0, 0.0);
        for (var from = 0; from < times.Length;)
        {
            var (to, eventCount) = Group(times, events, from);
            var atRisk = times.Length - from;
            if (eventCount > 0)
            {
                survival *= 1 - (double)eventCount / atRisk;
                greenwood += (double)eventCount / ((double)atRisk * (atRisk - eventCount));
                points.Add(new SurvivalPoint(times[from], survival, survival > 0 ? survival * Math.Sqrt(greenwood) : 0, atRisk, eventCount));
            }
            from = to;
        }
        return new SurvivalCurve([.. points], times.Length, times[^1]);
    }

    static (int To, int EventCount) Group(double[] times, bool[] events, int from)
    {
        var (to, eventCount) = (from, 0);
        for (; to < times.Length && times[to] == times[from]; to++)
            if (events[to]) eventCount++;
        return (to, eventCount);
    }

    static void Validate(ReadOnlySpan<double> durations, ReadOnlySpan<bool> observed)
    {
        if (durations.Length != observed.Length)
            throw new ArgumentException($"{durations.Length} durations and {observed.Length} event flags were given; one flag a duration was expected.");
        if (durations.IsEmpty) throw new ArgumentException("A survival curve needs at least one duration.");
        for (var row = 0; row < durations.Length; row++)
            if (!(durations[row] >= 0) || double.IsInfinity(durations[row]))
                throw new ArgumentException($"Duration {row} is {durations[row]}; a finite number of at least 0 was expected.");
    }
}
