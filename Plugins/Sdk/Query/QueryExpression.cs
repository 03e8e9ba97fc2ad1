using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>A query with conditions, links to other tables, order and paging.</summary>
[DataContract(Name = "QueryExpression", Namespace = ContractNamespaces.V2011)]
public sealed class QueryExpression : QueryBase
{
    ColumnSet _columnSet;
    FilterExpression _criteria;
    DataCollection<LinkEntity> _linkEntities;
    DataCollection<OrderExpression> _orders;
    PagingInfo _pageInfo;

    public QueryExpression()
    {
    }

    public QueryExpression(string entityName) => EntityName = entityName;

    [DataMember]
    public ColumnSet ColumnSet { get => _columnSet ??= new ColumnSet(); set => _columnSet = value; }

    [DataMember]
    public FilterExpression Criteria { get => _criteria ??= new FilterExpression(); set => _criteria = value; }

    [DataMember]
    public bool Distinct { get; set; }

    [DataMember]
    public string EntityName { get; set; }

    [DataMember]
    public DataCollection<LinkEntity> LinkEntities { get => _linkEntities ??= []; internal set => _linkEntities = value; }

    [DataMember(Order = 50)]
    public bool NoLock { get; set; }

    [DataMember]
    public DataCollection<OrderExpression> Orders { get => _orders ??= []; internal set => _orders = value; }

    [DataMember]
    public PagingInfo PageInfo { get => _pageInfo ??= new PagingInfo(); set => _pageInfo = value; }

    [DataMember(EmitDefaultValue = false, Order = 50)]
    public int? TopCount { get; set; }

    public LinkEntity AddLink(string linkToEntityName, string linkFromAttributeName, string linkToAttributeName) =>
        AddLink(linkToEntityName, linkFromAttributeName, linkToAttributeName, JoinOperator.Inner);

    public LinkEntity AddLink(string linkToEntityName, string linkFromAttributeName, string linkToAttributeName, JoinOperator joinOperator)
    {
        var link = new LinkEntity(EntityName, linkToEntityName, linkFromAttributeName, linkToAttributeName, joinOperator);
        LinkEntities.Add(link);
        return link;
    }

    public void AddOrder(string attributeName, OrderType orderType) => Orders.Add(new OrderExpression(attributeName, orderType));
}
