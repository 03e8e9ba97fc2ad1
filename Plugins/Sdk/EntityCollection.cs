using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>One page of rows.</summary>
[DataContract(Name = "EntityCollection", Namespace = ContractNamespaces.V2011)]
public sealed class EntityCollection : IExtensibleDataObject
{
    DataCollection<Entity> _entities;

    public EntityCollection()
    {
    }

    public EntityCollection(IList<Entity> list) => _entities = new DataCollection<Entity>(list);

    [DataMember]
    public DataCollection<Entity> Entities { get => _entities ??= []; set => _entities = value; }

    [DataMember]
    public string EntityName { get; set; }

    [DataMember]
    public string MinActiveRowVersion { get; set; }

    [DataMember]
    public bool MoreRecords { get; set; }

    [DataMember]
    public string PagingCookie { get; set; }

    [DataMember]
    public int TotalRecordCount { get; set; }

    [DataMember]
    public bool TotalRecordCountLimitExceeded { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    public Entity this[int index]
    {
        get => Entities[index];
        set => Entities[index] = value;
    }
}
