using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>What went wrong in a service.</summary>
[Serializable]
[DataContract(Name = "BaseServiceFault", Namespace = ContractNamespaces.V2011)]
[KnownType(typeof(OrganizationServiceFault))]
public abstract class BaseServiceFault : IExtensibleDataObject
{
    ErrorDetailCollection _errorDetails;

    [NonSerialized]
    ExtensionDataObject _extensionData;

    protected BaseServiceFault()
    {
    }

    [DataMember]
    public int ErrorCode { get; set; }

    [DataMember]
    public ErrorDetailCollection ErrorDetails { get => _errorDetails ??= []; set => _errorDetails = value; }

    [DataMember]
    public string Message { get; set; }

    [DataMember]
    public DateTime Timestamp { get; set; }

    public ExtensionDataObject ExtensionData { get => _extensionData; set => _extensionData = value; }
}
