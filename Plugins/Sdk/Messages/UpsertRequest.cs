using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Changes a row, or adds it where there is none.</summary>
[DataContract(Namespace = ContractNamespaces.V2011)]
public sealed class UpsertRequest : OrganizationRequest
{
    public UpsertRequest() : base("Upsert")
    {
    }

    public Entity Target
    {
        get => Parameter<Entity>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }
}
