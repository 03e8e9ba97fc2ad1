using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>How a link joins two tables.</summary>
[DataContract(Name = "JoinOperator", Namespace = ContractNamespaces.V2011)]
public enum JoinOperator
{
    [EnumMember] Inner = 0,
    [EnumMember] LeftOuter = 1,
    [EnumMember] Natural = 2,
}
