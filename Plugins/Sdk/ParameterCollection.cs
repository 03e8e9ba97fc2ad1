using System;
using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>Parameters of a message by name.</summary>
[CollectionDataContract(Name = "ParameterCollection", Namespace = ContractNamespaces.V2011)]
[KnownType(nameof(GetKnownParameterTypes))]
public class ParameterCollection : DataCollection<string, object>
{
    public ParameterCollection()
    {
    }

    protected ParameterCollection(IDictionary<string, object> collection) : base(collection)
    {
    }

    static IEnumerable<Type> GetKnownParameterTypes() => KnownValueTypes.Parameters;
}
