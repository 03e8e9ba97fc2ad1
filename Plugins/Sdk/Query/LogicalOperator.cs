using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>How the conditions of a filter combine.</summary>
[DataContract(Name = "LogicalOperator", Namespace = ContractNamespaces.V2011)]
public enum LogicalOperator
{
    [EnumMember] And = 0,
    [EnumMember] Or = 1,
}
