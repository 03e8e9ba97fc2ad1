using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Insights.Churn;

/// <summary>The horizon H: how many days without an order make a customer lost.</summary>
public sealed record ChurnHorizon
{
    /// <summary>Shortest horizon.</summary>
    public const int ShortestDays = 30;
    /// <summary>Longest horizon.</summary>
    public const int LongestDays = 365;
    /// <summary>The share of gaps between orders that should be over within the horizon.</summary>
    public const double GapShare = 0.75;

    const int MostChartPoints = 60;

    /// <summary>The horizon H in days.</summary>
    public required int Days { get; init; }
    /// <summary>What decided.</summary>
    public required HorizonSource Source { get; init; }
    /// <summary>Points of the survival curve of gaps for the chart, at most 60, earliest first; empty where no gap is known.</summary>
    public required IReadOnlyList<GapPoint> Curve { get; init; }
    /// <summary>The choice in plain words.</summary>
    public required string Sentence { get; init; }

    /// <summary>Chooses the horizon from the gaps between orders up to <paramref name="now"/>; open gaps are censored.</summary>
    public static ChurnHorizon Choose(IReadOnlyList<CustomerHistory> customers, DateTimeOffset now, ChurnSettings settings) =>
        Choose(customers, LearningPeriod.Of(customers, now), settings);

    internal static ChurnHorizon Choose(IReadOnlyList<CustomerHistory> customers, LearningPeriod period, ChurnSettings settings)
    {
        var gaps = new GapSample();
        foreach (var customer in customers) gaps.Add(customer, period.Until);
        var curve = gaps.IsEmpty ? null : KaplanMeier.Fit([.. gaps.Durations], [.. gaps.Closed]);
        var longest = Math.Clamp(period.Days / 4, ShortestDays, LongestDays);
        var (days, source) = Decide(curve?.Quantile(GapShare), longest, settings.HorizonDays);
        return new ChurnHorizon { Days = days, Source = source, Curve = Chart(curve), Sentence = Describe(days, source) };
    }

    static (int Days, HorizonSource Source) Decide(double? point, int longest, int? admin)
    {
        if (admin is { } set) return (Math.Min(set, longest), set <= longest ? HorizonSource.Admin : HorizonSource.History);
        if (point is not { } days || days > longest) return (longest, longest == LongestDays ? HorizonSource.Longest : HorizonSource.History);
        return days < ShortestDays ? (ShortestDays, HorizonSource.Shortest) : ((int)Math.Ceiling(days), HorizonSource.Gaps);
    }

    static string Describe(int days, HorizonSource source) => source switch
    {
        HorizonSource.Admin => $"A customer counts as lost after {days} days without an order, as set by the administrator.",
        HorizonSource.Gaps => $"A customer counts as lost after {days} days without an order: three of four gaps between orders are over by then.",
        HorizonSource.Shortest => $"A customer counts as lost after {days} days without an order, the shortest time that is used; most gaps are shorter.",
        HorizonSource.Longest => $"A customer counts as lost after {days} days without an order, the longest time that is used; fewer than three of four "
            + "gaps are over by then.",
        _ => $"A customer counts as lost after {days} days without an order: a quarter of the time there is to learn from, more could not be tested.",
    };

    static IReadOnlyList<GapPoint> Chart(SurvivalCurve? curve)
    {
        if (curve is null) return [];
        var step = Math.Max(1, (int)Math.Ceiling(curve.Points.Count / (double)MostChartPoints));
        return [.. curve.Points.Where((_, index) => index % step == 0).Select(point => new GapPoint((int)point.Time, Math.Round(point.Survival, 4)))];
    }
}

/// <summary>A point of the chart of gaps.</summary>
/// <param name="Days">Days since an order.</param>
/// <param name="StillOpen">Share of gaps that last longer.</param>
public readonly record struct GapPoint(int Days, double StillOpen);

/// <summary>What decided the horizon.</summary>
public enum HorizonSource
{
    /// <summary>The 75 % point of the gaps between orders.</summary>
    Gaps,
    /// <summary>The administrator.</summary>
    Admin,
    /// <summary>The lower bound of 30 days.</summary>
    Shortest,
    /// <summary>The upper bound of 365 days.</summary>
    Longest,
    /// <summary>A quarter of the history, or of the time since the order rate broke.</summary>
    History,
}
