using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>References to rows.</summary>
[CollectionDataContract(Name = "EntityReferenceCollection", Namespace = ContractNamespaces.V2011)]
public sealed class EntityReferenceCollection : DataCollection<EntityReference>
{
    public EntityReferenceCollection()
    {
    }

    public EntityReferenceCollection(IList<EntityReference> list) : base(list)
    {
    }
}
