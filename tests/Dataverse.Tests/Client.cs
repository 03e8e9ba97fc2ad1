using CrmInsights.Testing;

namespace CrmInsights.Dataverse.Tests;

/// <summary>A client of a scripted Dataverse with a clock that a test moves.</summary>
sealed class Client : IDisposable
{
    public ScriptedDataverse Server { get; } = new();
    public SteppedClock Clock { get; } = new(new DateTimeOffset(2026, 5, 3, 12, 0, 0, TimeSpan.Zero));
    public DataverseWebApi Dataverse { get; }
    public List<string> Waits { get; } = [];

    public Client(Func<DataverseOptions, DataverseOptions>? change = null)
    {
        var options = new DataverseOptions { Url = new Uri("http://localhost:7071"), Parallelism = 1, OnWait = Waits.Add };
        Dataverse = new DataverseWebApi(change?.Invoke(options) ?? options, Server, Clock);
    }

    /// <summary>Moves the clock a second at a time until the work is done; returns how long it took.</summary>
    public async Task<TimeSpan> RunAsync(Task work)
    {
        var start = Clock.GetUtcNow();
        for (var step = 0; step < 20_000 && !work.IsCompleted; step++)
        {
            await Task.Yield();
            if (step % 5 == 4) Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await work.WaitAsync(TimeSpan.FromSeconds(10));
        return Clock.GetUtcNow() - start;
    }

    public void Dispose()
    {
        Dataverse.Dispose();
        Server.Dispose();
    }
}
