namespace CrmInsights.App.Jobs.Runs;

/// <summary>How a stage ended.</summary>
/// <param name="IsDone">False where the same stage must go on in another call.</param>
/// <param name="Wake">Shards whose workers are to be woken.</param>
sealed record StageResult(bool IsDone, IReadOnlyCollection<int> Wake)
{
    public static StageResult Done(IReadOnlyCollection<int>? wake = null) => new(true, wake ?? []);

    public static StageResult Again(IReadOnlyCollection<int>? wake = null) => new(false, wake ?? []);
}
