using System;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>
/// Post-operation, asynchronous, Update of account and contact, filtered on the dates of crossings, which only the app writes: starts the play that
/// fits the crossing. A failure ends this job alone; the scores are written.
/// </summary>
public sealed class StartPlays : IPlugin
{
    // The app's own write has depth 1. Deeper ones come from plug-ins and workflows; the platform itself stops at 8.
    const int DeepestCall = 4;

    public void Execute(IServiceProvider serviceProvider)
    {
        var tracing = serviceProvider.Get<ITracingService>();
        var context = serviceProvider.Get<IPluginExecutionContext>();
        RefuseSynchronous(context);
        RefuseLoop(context);
        if (Crossing.Of(context) is not { } crossing)
        {
            tracing.Trace("{0} {1} crossed nothing.", context.PrimaryEntityName, context.PrimaryEntityId);
            return;
        }
        var rows = serviceProvider.Get<IOrganizationServiceFactory>().CreateOrganizationService(null); // null is SYSTEM
        tracing.Trace("{0}", Start(crossing, context, rows));
    }

    static string Start(Crossing crossing, IPluginExecutionContext context, IOrganizationService rows)
    {
        if (PlayList.Read(rows).FirstFor(crossing) is not { } play)
            return $"No active play fits the change from {Bands.Name(crossing.FromBand)} to {Bands.Name(crossing.ToBand)}.";
        if (PlayCustomer.Read(new EntityReference(context.PrimaryEntityName, context.PrimaryEntityId), rows) is not { } customer)
            return "The customer is gone.";
        return $"{play.Name}: {new PlayRunner(rows, isJob: true).Run(PlayOccasion.Of(crossing, play, customer, context.OperationCreatedOn))}";
    }

    static void RefuseSynchronous(IPluginExecutionContext context)
    {
        if (context.Mode == StepMode.Asynchronous) return;
        throw new InvalidPluginExecutionException(
            OperationStatus.Failed,
            $"{nameof(StartPlays)} is registered as a synchronous step of {context.MessageName} of {context.PrimaryEntityName}. A play that fails would undo the "
            + "scores. Set the step's execution mode to asynchronous, or import the CrmInsights solution again.");
    }

    static void RefuseLoop(IPluginExecutionContext context)
    {
        if (context.Depth <= DeepestCall) return;
        throw new InvalidPluginExecutionException(
            OperationStatus.Failed,
            $"A play was about to start at call depth {context.Depth}: what a play creates leads back to a change of its customer. Nothing was created. Look for a "
            + "workflow or plug-in on task, phonecall, email or ci_action that writes ci_bandcrossedon or ci_stagecrossedon.");
    }
}
