using System;

namespace Microsoft.Xrm.Sdk;

/// <summary>The operation that a step runs in.</summary>
public interface IExecutionContext
{
    /// <summary>0 for synchronous, 1 for asynchronous.</summary>
    int Mode { get; }

    int IsolationMode { get; }
    int Depth { get; }
    string MessageName { get; }
    string PrimaryEntityName { get; }
    Guid? RequestId { get; }
    string SecondaryEntityName { get; }
    ParameterCollection InputParameters { get; }
    ParameterCollection OutputParameters { get; }
    ParameterCollection SharedVariables { get; }
    Guid UserId { get; }
    Guid InitiatingUserId { get; }
    Guid BusinessUnitId { get; }
    Guid OrganizationId { get; }
    string OrganizationName { get; }
    Guid PrimaryEntityId { get; }
    EntityImageCollection PreEntityImages { get; }
    EntityImageCollection PostEntityImages { get; }
    EntityReference OwningExtension { get; }
    Guid CorrelationId { get; }
    bool IsExecutingOffline { get; }
    bool IsOfflinePlayback { get; }
    bool IsInTransaction { get; }

    /// <summary>Id of the system job of an asynchronous step, the same when the job is run again.</summary>
    Guid OperationId { get; }

    DateTime OperationCreatedOn { get; }
}
