using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Plays.Internals;

namespace CrmInsights.Insights.Plays;

/// <summary>Follows the customers of plays and tells what the plays changed.</summary>
public static class PlayEffects
{
    /// <summary>Measures each play by those who got it and those who were held out.</summary>
    /// <param name="plays">Names of the plays by id; what came up for others is left out.</param>
    /// <param name="occasions">What came up, in any order.</param>
    /// <param name="customers">The customers concerned; those who objected or are restricted, or are not among them, are left out of the comparison.</param>
    /// <param name="window">Up to which moment orders are known, and for how many days a customer is followed.</param>
    /// <remarks>
    /// A customer counts once a play, from the first time on: who is held out is held out every time, and later times are not independent. One whose
    /// follow-up is not over counts in neither group, however early the order came; otherwise those who order soon would be found first.
    /// </remarks>
    public static IReadOnlyList<PlayEffect> Measure(
        IReadOnlyDictionary<Guid, string> plays, IReadOnlyList<PlayOccasion> occasions, IReadOnlyList<CustomerHistory> customers, FollowUp window)
    {
        var known = customers.Where(MayBeLookedAt).ToDictionary(customer => customer.Id);
        var byPlay = occasions.ToLookup(occasion => occasion.PlayId);
        return [.. plays.OrderBy(play => play.Value, StringComparer.Ordinal).ThenBy(play => play.Key).Select(play => Measure(play, [.. byPlay[play.Key]], known, window))];
    }

    static PlayEffect Measure(KeyValuePair<Guid, string> play, PlayOccasion[] occasions, Dictionary<Guid, CustomerHistory> known, FollowUp window)
    {
        var first = occasions.Where(occasion => occasion.Arm is PlayArm.Started or PlayArm.HeldOut && known.ContainsKey(occasion.CustomerId))
            .GroupBy(occasion => occasion.CustomerId).Select(times => times.MinBy(time => time.On)!).ToLookup(occasion => occasion.Arm);
        var started = occasions.Where(occasion => occasion.Arm == PlayArm.Started).ToList();
        return new PlayEffect
        {
            PlayId = play.Key,
            Name = play.Value,
            FollowDays = window.Days,
            Started = started.Count,
            Done = started.Count(occasion => occasion.IsDone),
            HeldOut = occasions.Count(occasion => occasion.Arm == PlayArm.HeldOut),
            Skipped = occasions.Count(occasion => occasion.Arm == PlayArm.Skipped),
            Failed = occasions.Count(occasion => occasion.Arm == PlayArm.Failed),
            Outcomes = started.Where(occasion => occasion.Outcome is not null).CountBy(occasion => occasion.Outcome!.Value).ToDictionary(),
            OutcomeBase = started.Sum(occasion => occasion.OutcomeBase ?? 0),
            With = Followed.Share(first[PlayArm.Started], known, window),
            Without = Followed.Share(first[PlayArm.HeldOut], known, window),
        };
    }

    static bool MayBeLookedAt(CustomerHistory customer) => customer.Profiling is not (ProfilingStatus.Objected or ProfilingStatus.Restricted);
}

/// <summary>How customers are followed.</summary>
/// <param name="Until">Orders are known up to here (UTC).</param>
/// <param name="Days">Days after the occasion in which an order keeps the customer.</param>
public sealed record FollowUp(DateTimeOffset Until, int Days);
