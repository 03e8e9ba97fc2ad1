using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Removes a row.</summary>
[DataContract(Namespace = ContractNamespaces.V2011)]
public sealed class DeleteRequest : OrganizationRequest
{
    public DeleteRequest() : base("Delete")
    {
    }

    public ConcurrencyBehavior ConcurrencyBehavior
    {
        get => Parameter<ConcurrencyBehavior>(nameof(ConcurrencyBehavior));
        set => Parameters[nameof(ConcurrencyBehavior)] = value;
    }

    public EntityReference Target
    {
        get => Parameter<EntityReference>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }
}
