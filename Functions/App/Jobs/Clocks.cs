namespace CrmInsights.App.Jobs;

/// <summary>The two times of the app.</summary>
/// <param name="App">What "today" is: simulated where old data is replayed.</param>
/// <param name="Wall">The real time: for signatures, leases and waiting.</param>
sealed record Clocks(TimeProvider App, TimeProvider Wall);
