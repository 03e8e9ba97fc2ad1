using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>The answer to <see cref="CreateRequest"/>.</summary>
[DataContract(Namespace = ContractNamespaces.V2011)]
public sealed class CreateResponse : OrganizationResponse
{
    public Guid id => Result<Guid>(nameof(id));
}
