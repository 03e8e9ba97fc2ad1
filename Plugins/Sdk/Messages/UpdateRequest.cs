using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Changes columns of a row.</summary>
[DataContract(Namespace = ContractNamespaces.V2011)]
public sealed class UpdateRequest : OrganizationRequest
{
    public UpdateRequest() : base("Update")
    {
    }

    public ConcurrencyBehavior ConcurrencyBehavior
    {
        get => Parameter<ConcurrencyBehavior>(nameof(ConcurrencyBehavior));
        set => Parameters[nameof(ConcurrencyBehavior)] = value;
    }

    public Entity Target
    {
        get => Parameter<Entity>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }
}
