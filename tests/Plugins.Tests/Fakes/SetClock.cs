namespace CrmInsights.Plugins.Tests.Fakes;

/// <summary>A clock that stands until a test moves it.</summary>
sealed class SetClock : IClock
{
    public DateTimeOffset UtcNow { get; set; } = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
}
