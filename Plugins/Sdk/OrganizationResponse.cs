using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Messages;

namespace Microsoft.Xrm.Sdk;

/// <summary>The platform's answer to a message.</summary>
[DataContract(Name = "OrganizationResponse", Namespace = ContractNamespaces.V2011)]
[KnownType(typeof(AssociateResponse))]
[KnownType(typeof(CreateResponse))]
[KnownType(typeof(DeleteResponse))]
[KnownType(typeof(DisassociateResponse))]
[KnownType(typeof(RetrieveResponse))]
[KnownType(typeof(RetrieveMultipleResponse))]
[KnownType(typeof(UpdateResponse))]
[KnownType(typeof(UpsertResponse))]
[KnownType(typeof(OrganizationResponse))]
public class OrganizationResponse : IExtensibleDataObject
{
    ParameterCollection _results;

    [DataMember]
    public string ResponseName { get; set; }

    [DataMember]
    public ParameterCollection Results { get => _results ??= []; set => _results = value; }

    public ExtensionDataObject ExtensionData { get; set; }

    public object this[string parameterName]
    {
        get => Results[parameterName];
        set => Results[parameterName] = value;
    }

    internal T Result<T>(string name) => Results.TryGetValue(name, out var value) ? (T)value : default;
}
