namespace CrmInsights.Store.Internals.Shared;

/// <summary>When the workers of a shard were last told that somebody waits.</summary>
static class WakeUps
{
    // A wake-up may get lost with the process that should have sent it; after this time a shard is named again.
    static readonly TimeSpan s_trust = TimeSpan.FromSeconds(30);

    /// <summary>True where they were never told, or not for a while.</summary>
    /// <param name="toldOn">When they were told, in microseconds; null where they never were.</param>
    /// <param name="now">The time now.</param>
    public static bool IsDue(long? toldOn, DateTimeOffset now) =>
        toldOn is not { } told
        || told <= Columns.Micros(now - s_trust)
        || told > Columns.Micros(now);      // the clock was set back

    public static Statement Note(int shard, DateTimeOffset now) =>
        new("insert into wake_up values ($1, $2) on conflict (shard) do update set announced_on = excluded.announced_on", shard, now);
}
