using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>Column values as a person reads them, by logical name.</summary>
[CollectionDataContract(Name = "FormattedValueCollection", Namespace = ContractNamespaces.V2011)]
public sealed class FormattedValueCollection : DataCollection<string, string>;
