namespace CrmInsights.Mining.Lifetime;

/// <summary>A survival curve: 1 before the first event, a step down at each event time.</summary>
public sealed class SurvivalCurve
{
    internal SurvivalCurve(SurvivalPoint[] points, int count, double longest) => (Points, Count, Longest) = (points, count, longest);

    /// <summary>One point per distinct event time, earliest first.</summary>
    public IReadOnlyList<SurvivalPoint> Points { get; }

    /// <summary>Durations the curve was fitted to.</summary>
    public int Count { get; }

    /// <summary>The longest duration, censored or not; the curve says nothing beyond.</summary>
    public double Longest { get; }

    /// <summary>Share surviving beyond <paramref name="time"/>.</summary>
    public double At(double time)
    {
        var survival = 1.0;
        foreach (var point in Points)
        {
            if (point.Time > time) break;
            survival = point.Survival;
        }
        return survival;
    }

    /// <summary>The first time by which at least the share <paramref name="done"/> had the event; null where the curve never falls that far.</summary>
    /// <param name="done">Between 0 and 1; 0.5 is the median.</param>
    public double? Quantile(double done)
    {
        if (!(done > 0 && done < 1)) throw new ArgumentOutOfRangeException(nameof(done), done, "A share between 0 and 1 was expected.");
        foreach (var point in Points)
            if (point.Survival <= 1 - done + 1e-12) return point.Time;   // 1e-12: products of fractions miss 0.25 by a last digit
        return null;
    }
}

/// <summary>One step of a <see cref="SurvivalCurve"/>.</summary>
/// <param name="Time">When events happened.</param>
/// <param name="Survival">Share surviving beyond this time.</param>
/// <param name="StandardError">Greenwood's standard error of the share.</param>
/// <param name="AtRisk">Durations of at least this time.</param>
/// <param name="Events">Events at this time.</param>
public readonly record struct SurvivalPoint(double Time, double Survival, double StandardError, int AtRisk, int Events);
