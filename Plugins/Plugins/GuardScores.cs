using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmInsights.Plugins;

/// <summary>
/// Pre-operation, synchronous, Create and Update of account and contact: keeps scores off a row whose customer objected to profiling or had it
/// restricted, whoever writes them, and empties them when the customer objects.
/// </summary>
public sealed class GuardScores : IPlugin
{
    const string ProfilingOnColumn = "ci_profilingon";

    public void Execute(IServiceProvider serviceProvider)
    {
        var context = serviceProvider.Get<IPluginExecutionContext>();
        RefuseOtherStages(context);
        if (!context.InputParameters.TryGetValue("Target", out var parameter) || parameter is not Entity target) return;

        var stored = StoredStatus(context, serviceProvider);
        var writesStatus = target.Contains(ProfilingStatus.Column);
        var written = writesStatus ? target.Choice(ProfilingStatus.Column) : stored;

        if (ProfilingStatus.ForbidsScores(stored) || ProfilingStatus.ForbidsScores(written)) ScoreColumns.RemoveFrom(target);
        if (writesStatus && written == ProfilingStatus.Objected) ScoreColumns.EmptyIn(target);
        if (ProfilingStatus.Differs(stored, written) && !target.Contains(ProfilingOnColumn)) target[ProfilingOnColumn] = context.OperationCreatedOn.Date;
    }

    static int? StoredStatus(IPluginExecutionContext context, IServiceProvider serviceProvider)
    {
        if (context.MessageName != MessageNames.Update) return null;
        return (context.Before() ?? ReadStatus(context, serviceProvider)).Choice(ProfilingStatus.Column);
    }

    static Entity ReadStatus(IPluginExecutionContext context, IServiceProvider serviceProvider) =>
        serviceProvider.Get<IOrganizationServiceFactory>().CreateOrganizationService(null)
            .Retrieve(context.PrimaryEntityName, context.PrimaryEntityId, new ColumnSet(ProfilingStatus.Column));

    static void RefuseOtherStages(IPluginExecutionContext context)
    {
        if (context.Stage == StepStage.PreOperation && context.Mode == StepMode.Synchronous) return;
        throw new InvalidPluginExecutionException(
            OperationStatus.Failed,
            $"{nameof(GuardScores)} is registered at stage {context.Stage}, mode {context.Mode}. It changes what is about to be saved, so it works only at stage "
            + $"{StepStage.PreOperation} (pre-operation), mode {StepMode.Synchronous} (synchronous). Correct the step, or import the CrmInsights solution again.");
    }
}
