using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>The execution context of one run of one step.</summary>
sealed class PluginContext : IPluginExecutionContext
{
    const int Sandbox = 2;

    public PluginContext(Step step, StepEvent raised, OrganizationState organization)
    {
        OrganizationId = organization.Facts.OrganizationId;
        BusinessUnitId = organization.Facts.BusinessUnitId;
        OrganizationName = organization.Facts.Name;
        Stage = (int)step.Stage;
        Mode = step.IsAsync ? 1 : 0;
        OwningExtension = new EntityReference("sdkmessageprocessingstep", step.Id);
        UserId = step.ImpersonatedUserId ?? raised.UserId;
        InitiatingUserId = raised.InitiatingUserId;
        MessageName = raised.Message;
        PrimaryEntityName = raised.Table;
        PrimaryEntityId = raised.Target.Id;
        CorrelationId = raised.CorrelationId;
        Depth = raised.Depth;
        OperationCreatedOn = raised.CreatedOn;
    }

    public int Stage { get; }
    public int Mode { get; }
    public int Depth { get; }
    public string MessageName { get; }
    public string PrimaryEntityName { get; }
    public Guid PrimaryEntityId { get; }
    public Guid UserId { get; }
    public Guid InitiatingUserId { get; }
    public Guid BusinessUnitId { get; }
    public Guid OrganizationId { get; }
    public string OrganizationName { get; }
    public Guid CorrelationId { get; }
    public EntityReference OwningExtension { get; }
    public DateTime OperationCreatedOn { get; }
    public ParameterCollection InputParameters { get; init; } = [];
    public ParameterCollection OutputParameters { get; init; } = [];
    public ParameterCollection SharedVariables { get; init; } = [];
    public EntityImageCollection PreEntityImages { get; } = [];
    public EntityImageCollection PostEntityImages { get; } = [];
    public IPluginExecutionContext? ParentContext { get; init; }
    public Guid OperationId { get; init; }
    public bool IsInTransaction => Mode == 0;
    public int IsolationMode => Sandbox;
    public Guid? RequestId => null;
    public string SecondaryEntityName => "none";
    public bool IsExecutingOffline => false;
    public bool IsOfflinePlayback => false;
}
