using CrmInsights.App.Jobs.Scoring;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>Waits until every customer is scored, then counts what came of it.</summary>
sealed class FinishStage(InsightStore store, Clocks clocks) : IStage
{
    const int ChunkSize = 1000;
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan s_longest = TimeSpan.FromHours(2);
    static readonly TimeSpan s_inboxKept = TimeSpan.FromDays(90);

    public string Name => "finish";

    public async Task<StageResult> RunAsync(RunState state, CancellationToken cancellation)
    {
        var since = state.ScoringSince!.Value;
        if (clocks.Wall.GetUtcNow() - since > s_longest)
            throw new TimeoutException($"Scoring everyone did not end within {s_longest.TotalHours:0} hours; the queue score-accounts-poison and the log of ScoreAccounts say why.");
        if (await WaitAsync(cancellation) is { Count: > 0 } waiting) return StageResult.Again(waiting);
        if (await CountAsync(state, since, cancellation) > 0)
        {
            await Task.Delay(s_pause, clocks.Wall, cancellation); // claimed and under way
            return StageResult.Again();
        }
        await store.Inbox.PruneAsync(clocks.Wall.GetUtcNow() - s_inboxKept, cancellation);
        return StageResult.Done();
    }

    /// <summary>Shards that still wait after a while; none where all were taken.</summary>
    async Task<IReadOnlyCollection<int>> WaitAsync(CancellationToken cancellation)
    {
        var start = clocks.Wall.GetTimestamp();
        while (true)
        {
            var waiting = await store.Dirty.WaitingAsync(cancellation);
            if (waiting.Count == 0 || clocks.Wall.GetElapsedTime(start) > s_patience) return [.. waiting.Keys];
            await Task.Delay(s_pause, clocks.Wall, cancellation);
        }
    }

    /// <summary>Counts all customers by what became of them; returns how many are not scored yet.</summary>
    async Task<long> CountAsync(RunState state, DateTimeOffset since, CancellationToken cancellation)
    {
        var tally = new ScoreTally(since);
        await foreach (var chunk in store.Customers.ReadAllAsync(null, cancellation).Chunk(ChunkSize).WithCancellation(cancellation))
        {
            var known = await store.Scores.ReadAsync([.. chunk.Select(customer => customer.Key)], cancellation);
            foreach (var customer in chunk) tally.Add(CustomerMapper.ProfilingOf(customer), known.GetValueOrDefault(customer.Key));
        }
        tally.CopyTo(state);
        return tally.Pending;
    }
}
