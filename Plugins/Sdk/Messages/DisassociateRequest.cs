using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Takes links between rows away.</summary>
[DataContract(Namespace = ContractNamespaces.V2011)]
public sealed class DisassociateRequest : OrganizationRequest
{
    public DisassociateRequest() : base("Disassociate")
    {
    }

    public EntityReferenceCollection RelatedEntities
    {
        get => Parameter<EntityReferenceCollection>(nameof(RelatedEntities));
        set => Parameters[nameof(RelatedEntities)] = value;
    }

    public Relationship Relationship
    {
        get => Parameter<Relationship>(nameof(Relationship));
        set => Parameters[nameof(Relationship)] = value;
    }

    public EntityReference Target
    {
        get => Parameter<EntityReference>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }
}
