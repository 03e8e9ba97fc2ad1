using System;
using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>Column values of a row by logical name.</summary>
[CollectionDataContract(Name = "AttributeCollection", Namespace = ContractNamespaces.V2011)]
[KnownType(nameof(GetKnownParameterTypes))]
public sealed class AttributeCollection : DataCollection<string, object>
{
    public AttributeCollection()
    {
    }

    static IEnumerable<Type> GetKnownParameterTypes() => KnownValueTypes.Columns;
}
