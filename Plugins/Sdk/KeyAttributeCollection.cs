using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>The columns of an alternate key and their values.</summary>
[CollectionDataContract(Name = "KeyAttributeCollection", Namespace = ContractNamespaces.V71)]
[Serializable]
public sealed class KeyAttributeCollection : DataCollection<string, object>;
