using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>Rows as they were before or after an operation, by the alias of the image.</summary>
[CollectionDataContract(Name = "EntityImageCollection", Namespace = ContractNamespaces.V2011)]
public class EntityImageCollection : DataCollection<string, Entity>
{
    public EntityImageCollection()
    {
    }

    protected EntityImageCollection(IDictionary<string, Entity> collection) : base(collection)
    {
    }
}
