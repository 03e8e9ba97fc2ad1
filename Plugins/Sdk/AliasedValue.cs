using System;
using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>A value that a query took from a linked table.</summary>
[DataContract(Name = "AliasedValue", Namespace = ContractNamespaces.V2011)]
[KnownType(nameof(GetKnownAliasedValueTypes))]
public sealed class AliasedValue : IExtensibleDataObject
{
    public AliasedValue()
    {
    }

    public AliasedValue(string entityLogicalName, string attributeLogicalName, object value)
    {
        EntityLogicalName = entityLogicalName;
        AttributeLogicalName = attributeLogicalName;
        Value = value;
    }

    [DataMember]
    public string AttributeLogicalName { get; internal set; }

    [DataMember]
    public string EntityLogicalName { get; internal set; }

    [DataMember]
    public object Value { get; internal set; }

    public ExtensionDataObject ExtensionData { get; set; }

    static IEnumerable<Type> GetKnownAliasedValueTypes() => KnownValueTypes.Columns;
}
