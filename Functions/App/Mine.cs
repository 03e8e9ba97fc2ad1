using CrmInsights.App.Hosting;
using CrmInsights.App.Jobs;
using CrmInsights.App.Jobs.Runs;

namespace CrmInsights.App;

/// <summary>Timer, nightly: opens the run that collects, trains, scores everyone and reports.</summary>
sealed class Mine(OpenRun job, ILogger<Mine> log) : IFunction
{
    public async Task<FunctionAnswer> RunAsync(Invocation call, CancellationToken cancellation)
    {
        var (toPost, sentence) = await job.RunAsync(RunPlan.Mine, cancellation);
        log.LogInformation("{Sentence}", sentence);
        return new FunctionAnswer().Log(sentence).Queue("stages", toPost.Select(run => Messages.Stage(run.Id, run.Stage)));
    }
}
