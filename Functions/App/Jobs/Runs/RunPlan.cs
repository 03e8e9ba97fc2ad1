namespace CrmInsights.App.Jobs.Runs;

/// <summary>The stages of a job, in order.</summary>
sealed record RunPlan(string Job, IReadOnlyList<IStage> Stages)
{
    public const string Mine = "mine";
    public const string Reconcile = "reconcile";

    public IStage? Find(string stage) => Stages.FirstOrDefault(candidate => candidate.Name == stage);

    public IStage? After(string stage) => Stages.SkipWhile(candidate => candidate.Name != stage).Skip(1).FirstOrDefault();
}
