using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>
/// Custom API ci_ScoreAccount of account and ci_ScoreContact of contact: opens a run and answers at once. An asynchronous step of the message,
/// <see cref="ForwardScoreRequest"/>, tells the Function app, which scores the customer and ends the run.
/// </summary>
public sealed class RequestScore : IPlugin
{
    const int Queued = 712340000;

    public void Execute(IServiceProvider serviceProvider)
    {
        var call = new ApiCall(serviceProvider);
        var customer = call.ReadCustomer();
        if (!customer.MayBeActedUpon)
            throw ApiCall.Refuse($"{customer.Name} objected to profiling or had it restricted and is not scored. The field Profiling on the form says since when.");

        call.Output("RunId", call.System.Create(new Entity("ci_run")
        {
            ["ci_name"] = $"score {customer.Reference.LogicalName} {call.Time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}",
            ["ci_job"] = "score",
            ["ci_stage"] = "score",
            ["ci_status"] = new OptionSetValue(Queued),
            ["ci_startedon"] = call.Time,
        }));
    }
}
