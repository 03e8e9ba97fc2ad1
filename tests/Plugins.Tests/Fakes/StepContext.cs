using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins.Tests.Fakes;

/// <summary>The context of an asynchronous Update step of a new organization, unless a test says otherwise.</summary>
public sealed class StepContext : IPluginExecutionContext
{
    public int Mode { get; set; } = 1;
    public int Stage { get; set; } = 40;
    public int IsolationMode => 2;
    public int Depth { get; set; } = 1;
    public string MessageName { get; set; } = "Update";
    public string PrimaryEntityName { get; set; } = "account";
    public Guid PrimaryEntityId { get; set; } = Guid.NewGuid();
    public Guid? RequestId => null;
    public string SecondaryEntityName => "none";
    public ParameterCollection InputParameters { get; } = [];
    public ParameterCollection OutputParameters { get; } = [];
    public ParameterCollection SharedVariables { get; } = [];
    public Guid UserId { get; } = Guid.NewGuid();
    public Guid InitiatingUserId => UserId;
    public Guid BusinessUnitId => Guid.Empty;
    public Guid OrganizationId { get; set; } = Guid.NewGuid();
    public string OrganizationName => "contoso";
    public EntityImageCollection PreEntityImages { get; } = [];
    public EntityImageCollection PostEntityImages { get; } = [];
    public EntityReference OwningExtension => new("sdkmessageprocessingstep", Guid.Empty);
    public Guid CorrelationId { get; } = Guid.NewGuid();
    public bool IsExecutingOffline => false;
    public bool IsOfflinePlayback => false;
    public bool IsInTransaction => false;
    public Guid OperationId { get; set; } = Guid.NewGuid();
    public DateTime OperationCreatedOn { get; set; } = new(2026, 3, 4, 5, 6, 7, 89, DateTimeKind.Utc);
    public IPluginExecutionContext? ParentContext => null;
}
