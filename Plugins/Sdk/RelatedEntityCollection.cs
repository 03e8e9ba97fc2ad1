using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>Rows read or written together with a row, by relationship.</summary>
[CollectionDataContract(Name = "RelatedEntityCollection", Namespace = ContractNamespaces.V2011)]
public sealed class RelatedEntityCollection : DataCollection<Relationship, EntityCollection>;
