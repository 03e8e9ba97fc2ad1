using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Reports;

namespace CrmInsights.App.Jobs.Scoring;

/// <summary>
/// Whether a customer has moved into its band or stage by a new event or the passing of time. Today's models judge today's data a second time, at
/// the moment of the last score: where they come to another band there, something has happened since; where they come to the same, only the model
/// or the knowledge of the past has changed (a promotion, an import, orders added later). A first score crosses nothing.
/// </summary>
sealed record Crossings(bool OfBand, bool OfStage)
{
    public static readonly Crossings None = new(false, false);

    /// <summary>An order is dated when it is placed and arrives, with its lines, after it: one that is no older than this is news.</summary>
    static readonly TimeSpan s_delay = TimeSpan.FromDays(1);

    public static Crossings Find(InsightsCard card, CustomerHistory history, LastScore? last, Judges judges)
    {
        if (last?.Written is not { } written) return None;
        var (band, stage) = ((int?)card.Churn.Band, (int?)card.Profile?.Stage?.Stage);
        var (bandDiffers, stageDiffers) = (Differ(written.Band, band), Differ(written.Stage, stage));
        if (!bandDiffers && !stageDiffers) return None;

        // Right after a change of the model nothing is allowed for late orders, or the model's own moves would pass for theirs.
        var delay = last.ModelVersion == card.Churn.ModelVersion ? s_delay : TimeSpan.Zero;
        var earlier = Moments(last).Select(moment => judges.At(moment, KnownAt(moment - delay, history), last, stageDiffers)).ToList();
        return new Crossings(
            bandDiffers && earlier.Any(then => Leads(then.Band, written.Band, band)),
            stageDiffers && earlier.Any(then => Differ(then.Stage, stage)));
    }

    /// <summary>The last write; and the last scoring, whose band may have been the row's without being written again.</summary>
    static IEnumerable<DateTimeOffset> Moments(LastScore last) =>
        new[] { last.WrittenOn, last.ComputedOn }.OfType<DateTimeOffset>().Distinct();

    static CustomerHistory KnownAt(DateTimeOffset moment, CustomerHistory history) =>
        history with { Orders = [.. history.Orders.Where(order => order.OrderedOn <= moment)] };

    static bool Differ(int? before, int? now) => before is not null && now is not null && before != now;

    /// <summary>The move by today's model goes the way the row goes; else the model pulled one way and the customer the other.</summary>
    static bool Leads(int? then, int? written, int? now) => Differ(then, now) && Math.Sign(now!.Value - then!.Value) == Math.Sign(now.Value - written!.Value);
}
