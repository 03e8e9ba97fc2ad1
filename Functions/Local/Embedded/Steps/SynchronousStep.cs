using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Messages;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>Runs a plug-in inside the transaction of the operation that raised it.</summary>
static class SynchronousStep
{
    public static void Run(Session session, Step step, StepEvent raised, PipelineState pipeline)
    {
        var organization = session.Transaction.Organization;
        var context = StepRunner.Context(step, raised, organization, pipeline);
        var services = new PluginServices(context, user => new OrganizationService(new InnerSessions(session.As(user, context)), organization, user), organization.Facts.SystemUserId);
        try
        {
            StepRunner.Run(step, organization, services);
        }
        catch (Exception error) when (error is not OrganizationFaultException)
        {
            // Whatever a plug-in throws ends the operation; the platform tells its own exception from an accident.
            throw error is InvalidPluginExecutionException
                ? new OrganizationFaultException(FaultCode.IsvAborted, error.Message)
                : new OrganizationFaultException(FaultCode.IsvUnexpected, $"Unexpected exception from plug-in (Execute): {step.TypeName}: {error.GetType().Name}: {error.Message}");
        }
    }

    sealed class InnerSessions(Session session) : IPluginSessions
    {
        public T Read<T>(Func<IOrganizationSession, T> work) => work(session);
        public T Write<T>(Func<IOrganizationSession, T> work) => work(session);
    }
}
