using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>The answer to <see cref="RetrieveMultipleRequest"/>.</summary>
[DataContract(Namespace = ContractNamespaces.V2011)]
public sealed class RetrieveMultipleResponse : OrganizationResponse
{
    public EntityCollection EntityCollection => Result<EntityCollection>(nameof(EntityCollection));
}
