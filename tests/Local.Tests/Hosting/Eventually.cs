namespace CrmInsights.Local.Tests.Hosting;

/// <summary>Waits for what other threads and processes bring about; a test that fails ends after two minutes.</summary>
static class Eventually
{
    public static async Task IsTrue(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!condition()) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
    }
}
