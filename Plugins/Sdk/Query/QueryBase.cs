using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>A question for rows.</summary>
[DataContract(Name = "QueryBase", Namespace = ContractNamespaces.V2011)]
[KnownType(typeof(FetchExpression))]
[KnownType(typeof(QueryByAttribute))]
[KnownType(typeof(QueryExpression))]
public abstract class QueryBase : IExtensibleDataObject
{
    protected QueryBase()
    {
    }

    public ExtensionDataObject ExtensionData { get; set; }
}
