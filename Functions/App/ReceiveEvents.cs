using System.Text.Json.Nodes;
using CrmInsights.App.Events;
using CrmInsights.App.Hosting;
using CrmInsights.App.Jobs;
using CrmInsights.Dataverse;

namespace CrmInsights.App;

/// <summary>HTTP: takes signed events into the durable inbox and only then answers 202.</summary>
sealed class ReceiveEvents(AcceptEvents job, ILogger<ReceiveEvents> log) : IFunction
{
    public async Task<FunctionAnswer> RunAsync(Invocation call, CancellationToken cancellation)
    {
        var http = call.Http("req");
        try
        {
            var request = new EventRequest(http.Body, http.Header("Content-Type"), http.Header("Content-Encoding"), http.Header(EventSignature.Header));
            var accepted = await job.RunAsync(request, cancellation);
            var body = new JsonObject { ["accepted"] = accepted.New, ["repeated"] = accepted.Repeated };
            return new FunctionAnswer().Http(HttpReply.Json(202, body.ToJsonString())).Queue("wakeups", Messages.WakeUps(accepted.ShardsToWake));
        }
        catch (EventFaultException fault)
        {
            log.LogWarning("Events refused with {Status}: {Reason}", fault.Status, fault.Message);
            return new FunctionAnswer().Http(HttpReply.Text(fault.Status, fault.Message));
        }
        catch (DataverseException fault)
        {
            log.LogError(fault, "Events cannot be taken, their environment cannot be checked: {Reason}", fault.Message);
            return new FunctionAnswer().Http(HttpReply.Text(503, "Dataverse cannot be asked which environment this app belongs to; try again."));
        }
    }
}
