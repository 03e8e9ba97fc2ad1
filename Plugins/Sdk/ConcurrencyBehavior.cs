using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>How a write treats a row that has changed since it was read.</summary>
[DataContract(Name = "ConcurrencyBehavior", Namespace = ContractNamespaces.V71)]
public enum ConcurrencyBehavior
{
    [EnumMember] Default = 0,
    [EnumMember] IfRowVersionMatches = 1,
    [EnumMember] AlwaysOverwrite = 2,
}
