using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Reads the rows that a query finds.</summary>
[DataContract(Namespace = ContractNamespaces.V2011)]
public sealed class RetrieveMultipleRequest : OrganizationRequest
{
    public RetrieveMultipleRequest() : base("RetrieveMultiple")
    {
    }

    public QueryBase Query
    {
        get => Parameter<QueryBase>(nameof(Query));
        set => Parameters[nameof(Query)] = value;
    }
}
