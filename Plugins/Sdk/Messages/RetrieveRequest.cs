using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Reads one row.</summary>
[DataContract(Namespace = ContractNamespaces.V2011)]
public sealed class RetrieveRequest : OrganizationRequest
{
    public RetrieveRequest() : base("Retrieve")
    {
    }

    public ColumnSet ColumnSet
    {
        get => Parameter<ColumnSet>(nameof(ColumnSet));
        set => Parameters[nameof(ColumnSet)] = value;
    }

    public EntityReference Target
    {
        get => Parameter<EntityReference>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }
}
