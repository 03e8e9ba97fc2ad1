using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Messages;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>Calls of a plug-in that runs as a job: each is a transaction of its own.</summary>
sealed class JobSessions(EmbeddedDataverse dataverse, Caller caller, CallFrame frame) : IPluginSessions
{
    public T Read<T>(Func<IOrganizationSession, T> work) => dataverse.Read(caller, work);

    /// <summary>The plug-in's thread is the job's own, and the SDK's calls are synchronous.</summary>
    public T Write<T>(Func<IOrganizationSession, T> work) =>
        dataverse.WriteAsync(transaction => work(new Session(transaction, caller, frame)), CancellationToken.None).GetAwaiter().GetResult();
}
