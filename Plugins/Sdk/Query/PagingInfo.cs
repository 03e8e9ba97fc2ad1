using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>Which page of the result to read; pages count from 1.</summary>
[DataContract(Name = "PagingInfo", Namespace = ContractNamespaces.V2011)]
public sealed class PagingInfo : IExtensibleDataObject
{
    [DataMember]
    public int Count { get; set; }

    [DataMember]
    public int PageNumber { get; set; }

    [DataMember]
    public string PagingCookie { get; set; }

    [DataMember]
    public bool ReturnTotalRecordCount { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}
