using System;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>
/// Base of the asynchronous steps that forward a row: describes what happened as one event and sends it to the Function app. The system job
/// that runs the step is the outbox; a failure ends the job with a message for the administrator, or asks for another run.
/// </summary>
public abstract class CapturePlugin : IPlugin
{
    // One set per worker process: Dataverse shares instances and runs them side by side.
    static readonly EventSender s_sender = new(SystemClock.Instance);
    static readonly FunctionsAddress s_address = new(SystemClock.Instance);

    readonly string? _secure;

    /// <param name="unsecure">Setting of the step; travels with the solution.</param>
    /// <param name="secure">The signing key; set after the import, for a solution cannot carry it.</param>
    protected CapturePlugin(string? unsecure, string? secure)
    {
        Setting = unsecure;
        _secure = secure;
    }

    private protected string? Setting { get; }

    public void Execute(IServiceProvider serviceProvider)
    {
        var tracing = serviceProvider.Get<ITracingService>();
        var context = serviceProvider.Get<IPluginExecutionContext>();
        RefuseSynchronous(context);
        var key = SigningKey.Read(_secure);
        var rows = serviceProvider.Get<IOrganizationServiceFactory>().CreateOrganizationService(null); // null is SYSTEM

        var happened = Describe(new Capture(context, rows));
        if (happened is null)
        {
            tracing.Trace("Nothing to send: {0} {1} is gone or belongs to no customer.", context.PrimaryEntityName, context.PrimaryEntityId);
            return;
        }
        s_sender.Send(new Posting(happened, s_address.Of(context.OrganizationId, rows), key), tracing);
    }

    /// <summary>What there is to tell; null where nothing.</summary>
    private protected abstract InsightEvent? Describe(Capture capture);

    void RefuseSynchronous(IPluginExecutionContext context)
    {
        if (context.Mode == StepMode.Asynchronous) return;
        throw new InvalidPluginExecutionException(
            OperationStatus.Failed,
            $"{GetType().Name} is registered as a synchronous step of {context.MessageName} of {context.PrimaryEntityName}. It calls the Function app, and a "
            + "save must never wait for that. Set the step's execution mode to asynchronous, or import the CrmInsights solution again.");
    }
}
