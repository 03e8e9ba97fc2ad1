namespace CrmInsights.App.Jobs;

/// <summary>The two times of the app.</summary>
/// <param name="App">What "today" is: simulated where old data is replayed.</param>
/// <param name="Wall">The real time: for signatures, leases and waiting.</param>
sealed record Clocks(TimeProvider App, TimeProvider Wall)
{
    /// <summary>The start of the app's day (UTC): models are trained up to it, so that a second training without news moves no score.</summary>
    public DateTimeOffset Today => new(App.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
}
