namespace CrmInsights.App.Hosting;

/// <summary>The app's time: the system's, moved by a fixed offset where old data is replayed. Timers run in real time.</summary>
sealed class OffsetClock(TimeProvider system, TimeSpan offset) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => system.GetUtcNow() + offset;

    public override long GetTimestamp() => system.GetTimestamp();

    public override long TimestampFrequency => system.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        system.CreateTimer(callback, state, dueTime, period);
}
