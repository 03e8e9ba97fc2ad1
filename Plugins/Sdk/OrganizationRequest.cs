using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Messages;

namespace Microsoft.Xrm.Sdk;

/// <summary>A message to the platform: its name and its parameters.</summary>
[DataContract(Name = "OrganizationRequest", Namespace = ContractNamespaces.V2011)]
[KnownType(typeof(AssociateRequest))]
[KnownType(typeof(CreateRequest))]
[KnownType(typeof(DeleteRequest))]
[KnownType(typeof(DisassociateRequest))]
[KnownType(typeof(RetrieveRequest))]
[KnownType(typeof(RetrieveMultipleRequest))]
[KnownType(typeof(UpdateRequest))]
[KnownType(typeof(UpsertRequest))]
[KnownType(typeof(OrganizationRequest))]
public class OrganizationRequest : IExtensibleDataObject
{
    ParameterCollection _parameters;

    public OrganizationRequest()
    {
    }

    public OrganizationRequest(string requestName) => RequestName = requestName;

    [DataMember]
    public ParameterCollection Parameters { get => _parameters ??= []; set => _parameters = value; }

    [DataMember]
    public Guid? RequestId { get; set; }

    [DataMember]
    public string RequestName { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    public object this[string parameterName]
    {
        get => Parameters[parameterName];
        set => Parameters[parameterName] = value;
    }

    internal T Parameter<T>(string name) => Parameters.TryGetValue(name, out var value) ? (T)value : default;
}
