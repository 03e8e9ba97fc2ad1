using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>The selected option of a choice.</summary>
[DataContract(Name = "OptionSetValue", Namespace = ContractNamespaces.V2011)]
public sealed class OptionSetValue : IExtensibleDataObject
{
    public OptionSetValue()
    {
    }

    public OptionSetValue(int value) => Value = value;

    [DataMember]
    public int Value { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    public override bool Equals(object obj) => obj is OptionSetValue other && other.Value == Value;

    public override int GetHashCode() => Value.GetHashCode();
}
