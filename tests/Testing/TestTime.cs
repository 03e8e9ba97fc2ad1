namespace CrmInsights.Testing;

/// <summary>The moment tests happen at.</summary>
public static class TestTime
{
    public static DateTimeOffset Now { get; } = new(2026, 5, 3, 12, 0, 0, TimeSpan.Zero);
}
