using CrmInsights.App.Hosting;
using CrmInsights.App.Jobs;
using CrmInsights.App.Jobs.Runs;

namespace CrmInsights.App;

/// <summary>Timer, every five minutes: opens a run that collects what no event told, and takes up runs whose worker died.</summary>
sealed class Reconcile(OpenRun job, ILogger<Reconcile> log) : IFunction
{
    public async Task<FunctionAnswer> RunAsync(Invocation call, CancellationToken cancellation)
    {
        var (toPost, sentence) = await job.RunAsync(RunPlan.Reconcile, cancellation);
        log.LogInformation("{Sentence}", sentence);
        return new FunctionAnswer().Log(sentence).Queue("stages", toPost.Select(run => Messages.Stage(run.Id, run.Stage)));
    }
}
