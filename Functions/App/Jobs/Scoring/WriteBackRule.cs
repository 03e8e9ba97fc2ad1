namespace CrmInsights.App.Jobs.Scoring;

/// <summary>When values are worth a write: each costs the organisation a row version, an index update and a share of its limits.</summary>
static class WriteBackRule
{
    const double Point = 1;
    static readonly TimeSpan s_longest = TimeSpan.FromDays(7);

    /// <param name="last">What the row holds; null where nothing was written.</param>
    /// <param name="now">What it would hold.</param>
    /// <param name="since">How long ago the last write was.</param>
    /// <param name="byEvent">True where something happened to the customer, false for the nightly rescoring of everyone.</param>
    public static bool IsWorthWriting(WrittenFacts? last, WrittenFacts now, TimeSpan since, bool byEvent)
    {
        if (last is null) return true;
        if (last.Values == now.Values) return false;
        if (last.Band != now.Band || last.Stage != now.Stage || last.Segment != now.Segment || last.Offers != now.Offers) return true;
        if (HasMoved(last.Percent, now.Percent)) return true;
        // A rep who has just saved an order must not read that the last one was in spring.
        if (byEvent && last.Reasons != now.Reasons) return true;
        return since >= s_longest;
    }

    static bool HasMoved(double? last, double? now) =>
        last is { } before && now is { } after ? Math.Abs(after - before) >= Point : last.HasValue != now.HasValue;
}
