namespace CrmInsights.Mining.Sequences;

/// <summary>A Weibull distribution of the time to the next event.</summary>
/// <param name="Shape">Below 1 the event gets less likely the longer one waits, above 1 more likely; 1 is the exponential distribution.</param>
/// <param name="Scale">Time by which 63.2 % (1 - 1/e) of the events have come.</param>
/// <param name="EventCount">Finished waits it was fitted to.</param>
/// <param name="CensoredCount">Waits that were still open.</param>
public readonly record struct WaitingCurve(double Shape, double Scale, int EventCount, int CensoredCount)
{
    /// <summary>Share of waits that last longer than <paramref name="time"/>.</summary>
    public double Survival(double time) => Math.Exp(-Math.Pow(Math.Max(0, time) / Scale, Shape));

    /// <summary>Probability of the event within the next <paramref name="within"/> after a wait of <paramref name="elapsed"/> so far.</summary>
    public double ProbabilityWithin(double elapsed, double within) => 1 - Math.Exp(Hazard(elapsed) - Hazard(elapsed + within));

    /// <summary>Time still to go until the share <paramref name="done"/> (above 0, below 1) of the events has come, after a wait of <paramref name="elapsed"/> so far.</summary>
    public double Remaining(double elapsed, double done)
    {
        if (!(done > 0 && done < 1)) throw new ArgumentOutOfRangeException(nameof(done), done, "A share between 0 and 1 was expected.");
        return Scale * Math.Pow(Hazard(elapsed) - Math.Log(1 - done), 1 / Shape) - Math.Max(0, elapsed);
    }

    double Hazard(double time) => Math.Pow(Math.Max(0, time) / Scale, Shape);
}
