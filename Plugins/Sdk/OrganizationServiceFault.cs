using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>What went wrong in the organization service.</summary>
[Serializable]
[DataContract(Name = "OrganizationServiceFault", Namespace = ContractNamespaces.V2011)]
public class OrganizationServiceFault : BaseServiceFault
{
    public OrganizationServiceFault()
    {
    }

    [DataMember]
    public OrganizationServiceFault InnerFault { get; set; }

    [DataMember]
    public string TraceText { get; set; }
}
