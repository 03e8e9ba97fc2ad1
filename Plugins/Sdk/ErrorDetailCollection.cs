using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>Further facts about a fault by name.</summary>
[CollectionDataContract(Name = "ErrorDetailCollection", Namespace = ContractNamespaces.V2011)]
[Serializable]
public sealed class ErrorDetailCollection : DataCollection<string, object>;
