using System;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>Custom API ci_StartPlay of account and ci_StartPlayForContact of contact: starts a play because somebody asks for it, by the same rules as a crossing.</summary>
public sealed class StartPlay : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = new ApiCall(serviceProvider);
        var play = PlayList.Read(call.System).Named(call.Input<string>("Play"));
        var occasion = PlayOccasion.ByHand(play, call.ReadCustomer(), call.Time);

        var result = new PlayRunner(call.System, isJob: false).Run(occasion);

        call.Output("ActionId", result.ActionId);
        call.Output("Started", result.Started);
        call.Output("Reason", result.Reason);
    }
}
