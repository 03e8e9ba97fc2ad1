using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>A query for rows whose columns equal the given values.</summary>
[DataContract(Name = "QueryByAttribute", Namespace = ContractNamespaces.V2011)]
public sealed class QueryByAttribute : QueryBase
{
    DataCollection<string> _attributes;
    DataCollection<object> _values;
    DataCollection<OrderExpression> _orders;
    ColumnSet _columnSet;

    public QueryByAttribute()
    {
    }

    public QueryByAttribute(string entityName) => EntityName = entityName;

    [DataMember]
    public DataCollection<string> Attributes { get => _attributes ??= []; internal set => _attributes = value; }

    [DataMember]
    public ColumnSet ColumnSet { get => _columnSet ??= new ColumnSet(); set => _columnSet = value; }

    [DataMember]
    public string EntityName { get; set; }

    [DataMember]
    public DataCollection<OrderExpression> Orders { get => _orders ??= []; internal set => _orders = value; }

    [DataMember]
    public PagingInfo PageInfo { get; set; }

    [DataMember(Order = 50)]
    public int? TopCount { get; set; }

    [DataMember]
    public DataCollection<object> Values { get => _values ??= []; internal set => _values = value; }

    public void AddAttributeValue(string attributeName, object value)
    {
        Attributes.Add(attributeName);
        Values.Add(value);
    }

    public void AddOrder(string attributeName, OrderType orderType) => Orders.Add(new OrderExpression(attributeName, orderType));
}
