using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>A relationship and, for one from a table to itself, the side meant.</summary>
[DataContract(Name = "Relationship", Namespace = ContractNamespaces.V2011)]
public sealed class Relationship : IExtensibleDataObject
{
    public Relationship()
    {
    }

    public Relationship(string schemaName) => SchemaName = schemaName;

    [DataMember]
    public EntityRole? PrimaryEntityRole { get; set; }

    [DataMember]
    public string SchemaName { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    public override bool Equals(object obj) =>
        obj is Relationship other && other.SchemaName == SchemaName && other.PrimaryEntityRole == PrimaryEntityRole;

    public override int GetHashCode() => (SchemaName?.GetHashCode() ?? 0) ^ PrimaryEntityRole.GetHashCode();

    public override string ToString() => PrimaryEntityRole is null ? SchemaName : $"{SchemaName} ({PrimaryEntityRole})";
}
