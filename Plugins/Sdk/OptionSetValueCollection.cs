using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>The selected options of a multi-select choice.</summary>
[CollectionDataContract(Name = "OptionSetValueCollection", Namespace = ContractNamespaces.V90)]
public sealed class OptionSetValueCollection : DataCollection<OptionSetValue>
{
    public OptionSetValueCollection()
    {
    }

    public OptionSetValueCollection(IList<OptionSetValue> list) : base(list)
    {
    }
}
