using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>The side of a relationship that a row is on.</summary>
[DataContract(Name = "EntityRole", Namespace = ContractNamespaces.V2011)]
public enum EntityRole
{
    [EnumMember] Referencing = 0,
    [EnumMember] Referenced = 1,
}
