using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>Conditions and nested filters, all joined by one operator.</summary>
[DataContract(Name = "FilterExpression", Namespace = ContractNamespaces.V2011)]
public sealed class FilterExpression : IExtensibleDataObject
{
    DataCollection<ConditionExpression> _conditions;
    DataCollection<FilterExpression> _filters;

    public FilterExpression()
    {
    }

    public FilterExpression(LogicalOperator filterOperator) => FilterOperator = filterOperator;

    [DataMember]
    public DataCollection<ConditionExpression> Conditions { get => _conditions ??= []; internal set => _conditions = value; }

    [DataMember]
    public LogicalOperator FilterOperator { get; set; }

    [DataMember]
    public DataCollection<FilterExpression> Filters { get => _filters ??= []; internal set => _filters = value; }

    [DataMember(EmitDefaultValue = false, Order = 51)]
    public bool IsQuickFindFilter { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    public void AddCondition(ConditionExpression condition) => Conditions.Add(condition);

    public void AddCondition(string attributeName, ConditionOperator conditionOperator, params object[] values) =>
        Conditions.Add(new ConditionExpression(attributeName, conditionOperator, values));

    public void AddCondition(string entityName, string attributeName, ConditionOperator conditionOperator, params object[] values) =>
        Conditions.Add(new ConditionExpression(entityName, attributeName, conditionOperator, values));

    public void AddFilter(FilterExpression childFilter) => Filters.Add(childFilter);

    public FilterExpression AddFilter(LogicalOperator logicalOperator)
    {
        var filter = new FilterExpression(logicalOperator);
        Filters.Add(filter);
        return filter;
    }
}
