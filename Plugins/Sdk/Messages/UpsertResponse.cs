using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>The answer to <see cref="UpsertRequest"/>.</summary>
[DataContract(Namespace = ContractNamespaces.V2011)]
public sealed class UpsertResponse : OrganizationResponse
{
    public bool RecordCreated => Result<bool>(nameof(RecordCreated));

    public EntityReference Target => Result<EntityReference>(nameof(Target));
}
