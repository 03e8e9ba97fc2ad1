using System.Text.Json;
using CrmInsights.App.Hosting;
using CrmInsights.App.Jobs;
using CrmInsights.App.Jobs.Runs;

namespace CrmInsights.App;

/// <summary>Queue: does one stage of a run and posts the next.</summary>
sealed class RunStage(RunStages job) : IFunction
{
    public async Task<FunctionAnswer> RunAsync(Invocation call, CancellationToken cancellation)
    {
        var (run, stage) = Read(call.Message("stage"));
        var (next, wake) = await job.RunAsync(run, stage, cancellation);
        return new FunctionAnswer()
            .Queue("stages", next is null ? [] : [Messages.Stage(run, next)])
            .Queue("wakeups", Messages.WakeUps(wake));
    }

    static (Guid Run, string Stage) Read(JsonElement message) =>
        message.TryGetProperty("run", out var run) && run.ValueKind == JsonValueKind.String && run.TryGetGuid(out var id)
        && message.TryGetProperty("stage", out var stage) && stage.ValueKind == JsonValueKind.String
            ? (id, stage.GetString()!)
            : throw new InvalidDataException("The message names no run and stage; expected {\"run\":\"<guid>\",\"stage\":\"train\"}.");
}
