using System.Text.Json;
using CrmInsights.App.Hosting;
using CrmInsights.App.Jobs;
using CrmInsights.App.Jobs.Scoring;

namespace CrmInsights.App;

/// <summary>Queue: scores the dirty customers of one shard.</summary>
sealed class ScoreAccounts(ScoreShard job) : IFunction
{
    public async Task<FunctionAnswer> RunAsync(Invocation call, CancellationToken cancellation)
    {
        var shard = call.Message("wakeup").TryGetProperty("shard", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw new InvalidDataException("The wake-up names no shard; expected {\"shard\":3}.");
        var moreWaits = await job.RunAsync(shard, cancellation);
        return new FunctionAnswer().Queue("wakeups", Messages.WakeUps(moreWaits ? [shard] : []));
    }
}
