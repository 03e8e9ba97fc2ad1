using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>Marks every customer dirty and wakes a worker a shard.</summary>
sealed class ScoreStage(InsightStore store, Clocks clocks) : IStage
{
    public string Name => "score";

    public async Task<StageResult> RunAsync(RunState state, CancellationToken cancellation)
    {
        state.ScoringSince = clocks.Wall.GetUtcNow();
        return StageResult.Done([.. await store.Dirty.MarkAllAsync(cancellation)]);
    }
}
