using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>The answer to <see cref="RetrieveRequest"/>.</summary>
[DataContract(Namespace = ContractNamespaces.V2011)]
public sealed class RetrieveResponse : OrganizationResponse
{
    public Entity Entity => Result<Entity>(nameof(Entity));
}
