using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Adds a row.</summary>
[DataContract(Namespace = ContractNamespaces.V2011)]
public sealed class CreateRequest : OrganizationRequest
{
    public CreateRequest() : base("Create")
    {
    }

    public Entity Target
    {
        get => Parameter<Entity>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }
}
