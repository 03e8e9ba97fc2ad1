using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>Points at a row by its id or by an alternate key.</summary>
[Serializable]
[DataContract(Name = "EntityReference", Namespace = ContractNamespaces.V2011)]
public sealed class EntityReference : IExtensibleDataObject
{
    KeyAttributeCollection _keyAttributes;

    [NonSerialized]
    ExtensionDataObject _extensionData;

    public EntityReference()
    {
    }

    public EntityReference(string logicalName) => LogicalName = logicalName;

    public EntityReference(string logicalName, Guid id) : this(logicalName) => Id = id;

    public EntityReference(string logicalName, KeyAttributeCollection keyAttributeCollection) : this(logicalName) => KeyAttributes = keyAttributeCollection;

    public EntityReference(string logicalName, string keyName, object keyValue) : this(logicalName) => KeyAttributes.Add(keyName, keyValue);

    [DataMember]
    public Guid Id { get; set; }

    [DataMember]
    public KeyAttributeCollection KeyAttributes { get => _keyAttributes ??= []; set => _keyAttributes = value; }

    [DataMember]
    public string LogicalName { get; set; }

    [DataMember]
    public string Name { get; set; }

    [DataMember]
    public string RowVersion { get; set; }

    public ExtensionDataObject ExtensionData { get => _extensionData; set => _extensionData = value; }

    public override bool Equals(object obj) => obj is EntityReference other && other.Id == Id && other.LogicalName == LogicalName;

    public override int GetHashCode() => Id.GetHashCode() ^ (LogicalName?.GetHashCode() ?? 0);
}
