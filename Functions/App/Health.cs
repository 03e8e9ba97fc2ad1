using CrmInsights.App.Hosting;
using CrmInsights.App.Jobs;

namespace CrmInsights.App;

/// <summary>HTTP: what works, what waits and what to mend; 503 when something is wrong.</summary>
sealed class Health(HealthReport report) : IFunction
{
    public async Task<FunctionAnswer> RunAsync(Invocation call, CancellationToken cancellation)
    {
        var (healthy, json) = await report.WriteAsync(cancellation);
        return new FunctionAnswer().Http(HttpReply.Json(healthy ? 200 : 503, json.ToJsonString()));
    }
}
