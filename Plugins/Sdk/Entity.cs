using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>A row, or the part of it that a message carries.</summary>
[DataContract(Name = "Entity", Namespace = ContractNamespaces.V2011)]
public class Entity : IExtensibleDataObject
{
    // A serializer runs no constructor, so every collection appears on first use.
    AttributeCollection _attributes;
    FormattedValueCollection _formattedValues;
    KeyAttributeCollection _keyAttributes;
    RelatedEntityCollection _relatedEntities;

    public Entity() : this(null)
    {
    }

    public Entity(string entityName) => LogicalName = entityName;

    public Entity(string entityName, Guid id) : this(entityName) => Id = id;

    public Entity(string entityName, KeyAttributeCollection keyAttributes) : this(entityName) => KeyAttributes = keyAttributes;

    public Entity(string entityName, string keyName, object keyValue) : this(entityName) => KeyAttributes.Add(keyName, keyValue);

    [DataMember]
    public AttributeCollection Attributes { get => _attributes ??= []; set => _attributes = value; }

    [DataMember]
    public EntityState? EntityState { get; set; }

    [DataMember]
    public FormattedValueCollection FormattedValues { get => _formattedValues ??= []; set => _formattedValues = value; }

    [DataMember]
    public virtual Guid Id { get; set; }

    [DataMember]
    public KeyAttributeCollection KeyAttributes { get => _keyAttributes ??= []; set => _keyAttributes = value; }

    [DataMember]
    public string LogicalName { get; set; }

    [DataMember]
    public RelatedEntityCollection RelatedEntities { get => _relatedEntities ??= []; set => _relatedEntities = value; }

    [DataMember]
    public string RowVersion { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    public object this[string attributeName]
    {
        get => Attributes[attributeName];
        set => Attributes[attributeName] = value;
    }

    public bool Contains(string attributeName) => Attributes.Contains(attributeName);

    /// <summary>The value of a column; the default of the type where the row carries none.</summary>
    public virtual T GetAttributeValue<T>(string attributeLogicalName)
    {
        Attributes.TryGetValue(attributeLogicalName, out var value);
        return value is null ? default : (T)value;
    }

    public EntityReference ToEntityReference() => new(LogicalName, Id) { KeyAttributes = KeyAttributes, RowVersion = RowVersion };
}
