namespace CrmInsights.App.Jobs.Runs;

/// <summary>One stage of a run: at most four minutes, and safe to be done again after a death at any point.</summary>
interface IStage
{
    string Name { get; }

    Task<StageResult> RunAsync(RunState state, CancellationToken cancellation);
}
