using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>The answer to <see cref="UpdateRequest"/>.</summary>
[DataContract(Namespace = ContractNamespaces.V2011)]
public sealed class UpdateResponse : OrganizationResponse;
