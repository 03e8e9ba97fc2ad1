using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Links rows by a relationship.</summary>
[DataContract(Namespace = ContractNamespaces.V2011)]
public sealed class AssociateRequest : OrganizationRequest
{
    public AssociateRequest() : base("Associate")
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
