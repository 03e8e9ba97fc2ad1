using CrmInsights.Local.Embedded.Contract;
using Microsoft.Xrm.Sdk.Query;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>Turns the SDK's queries into row queries.</summary>
static class PluginQuery
{
    const int MostRows = 5000;

    public static RowQuery Read(QueryBase query) => query switch
    {
        QueryExpression expression => Read(expression),
        QueryByAttribute byAttribute => Read(byAttribute),
        _ => throw Unsupported($"A query of type {query.GetType().Name}"),
    };

    public static IReadOnlyList<string>? Columns(ColumnSet columns) => columns.AllColumns ? null : [.. columns.Columns];

    static RowQuery Read(QueryExpression query)
    {
        if (query.LinkEntities.Count > 0) throw Unsupported("A LinkEntity in a query");
        if (query.Distinct) throw Unsupported("A query with Distinct");
        return Paged(query.EntityName, query.ColumnSet, query.Orders, query.PageInfo, query.TopCount) with { Filter = Filter(query.Criteria) };
    }

    static RowQuery Read(QueryByAttribute query)
    {
        var conditions = query.Attributes.Zip(query.Values, (name, value) => (RowFilter)Compare(name, CompareOperator.Eq, value));
        return Paged(query.EntityName, query.ColumnSet, query.Orders, query.PageInfo, query.TopCount) with { Filter = new RowFilter.And([.. conditions]) };
    }

    static RowQuery Paged(string table, ColumnSet columns, IEnumerable<OrderExpression> orders, PagingInfo? page, int? top)
    {
        var count = page is { Count: > 0 } ? page.Count : top ?? MostRows;
        return new RowQuery(table)
        {
            Columns = Columns(columns),
            Order = [.. orders.Select(order => new RowOrder(ColumnPath.Of(order.AttributeName), order.OrderType == OrderType.Descending))],
            Top = count,
            Skip = page is { PageNumber: > 1 } ? (page.PageNumber - 1) * count : 0,
            Count = page?.ReturnTotalRecordCount ?? false,
        };
    }

    static RowFilter Filter(FilterExpression filter)
    {
        IReadOnlyList<RowFilter> parts = [.. filter.Conditions.Select(Condition), .. filter.Filters.Select(Filter)];
        return filter.FilterOperator == LogicalOperator.Or && parts.Count > 0 ? new RowFilter.Or(parts) : new RowFilter.And(parts);
    }

    static RowFilter Condition(ConditionExpression condition)
    {
        var name = condition.AttributeName;
        object? Value(int index = 0) => condition.Values[index];
        return condition.Operator switch
        {
            ConditionOperator.Equal => Compare(name, CompareOperator.Eq, Value()),
            ConditionOperator.NotEqual => Compare(name, CompareOperator.Ne, Value()),
            ConditionOperator.GreaterThan => Compare(name, CompareOperator.Gt, Value()),
            ConditionOperator.GreaterEqual => Compare(name, CompareOperator.Ge, Value()),
            ConditionOperator.LessThan => Compare(name, CompareOperator.Lt, Value()),
            ConditionOperator.LessEqual => Compare(name, CompareOperator.Le, Value()),
            ConditionOperator.Null => Compare(name, CompareOperator.Eq, null),
            ConditionOperator.NotNull => Compare(name, CompareOperator.Ne, null),
            ConditionOperator.In => In(condition),
            ConditionOperator.NotIn => new RowFilter.Not(In(condition)),
            ConditionOperator.BeginsWith => new RowFilter.Text(ColumnPath.Of(name), TextOperator.StartsWith, (string)Value()!),
            ConditionOperator.EndsWith => new RowFilter.Text(ColumnPath.Of(name), TextOperator.EndsWith, (string)Value()!),
            ConditionOperator.Between => new RowFilter.And([Compare(name, CompareOperator.Ge, Value()), Compare(name, CompareOperator.Le, Value(1))]),
            _ => throw Unsupported($"The condition operator {condition.Operator}"),
        };
    }

    static RowFilter.In In(ConditionExpression condition)
    {
        var values = condition.Values.SelectMany(value => value is System.Collections.IEnumerable list and not string ? list.Cast<object>() : [value]);
        return new RowFilter.In(ColumnPath.Of(condition.AttributeName), [.. values.Select(value => EntityRows.FromSdk(condition.AttributeName, value))]);
    }

    static RowFilter.Compare Compare(string name, CompareOperator comparison, object? value) =>
        new(ColumnPath.Of(name), comparison, EntityRows.FromSdk(name, value));

    static NotSupportedException Unsupported(string what) => new($"{what} is not supported by the embedded Dataverse.");
}
