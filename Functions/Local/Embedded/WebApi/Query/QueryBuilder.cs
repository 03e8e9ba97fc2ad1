using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Builds the query of the organisation from parsed query options.</summary>
sealed class QueryBuilder(QueryScope scope, bool withCurrency)
{
    const string Currency = "transactioncurrencyid";

    public (RowQuery Query, RowShape Shape) Build(TableModel table, SelectExpandClause? clause)
    {
        var selected = Selected(table, clause);
        var properties = selected ?? [.. table.Properties];
        var query = new RowQuery(table.Table.LogicalName) { Columns = selected is null ? null : Columns(table, selected) };
        var expands = new List<(Navigation, RowShape)>();
        var related = new List<RowExpand>();
        foreach (var item in clause?.SelectedItems ?? [])
        {
            if (item is ExpandedReferenceSelectItem and not ExpandedNavigationSelectItem) throw WebApiException.NotThere("$ref in $expand");
            if (item is not ExpandedNavigationSelectItem expand) continue;
            var (navigation, inner, shape) = Expand(expand);
            expands.Add((navigation, shape));
            related.Add(new RowExpand(navigation.Name, inner));
        }
        return (query with { Expand = related }, new RowShape(table, properties, selected is null, expands));
    }

    public IReadOnlyList<RowOrder> Order(OrderByClause? clause)
    {
        var order = new List<RowOrder>();
        for (var next = clause; next is not null; next = next.ThenBy)
        {
            var column = scope.Column(scope.Resolve(next.Expression), next.RangeVariable.Name) ?? throw WebApiException.NotThere("$orderby of anything but a column");
            order.Add(new RowOrder(column.Path, next.Direction == OrderByDirection.Descending));
        }
        return order;
    }

    (Navigation Navigation, RowQuery Query, RowShape Shape) Expand(ExpandedNavigationSelectItem item)
    {
        if (item.PathToNavigationProperty.LastSegment is not NavigationPropertySegment segment || item.PathToNavigationProperty.Count != 1)
            throw WebApiException.NotThere("a path in $expand");
        if (item.SkipOption is not null) throw WebApiException.OData("$skip is not supported.");
        if (item.SearchOption is not null) throw WebApiException.OData("$search is not supported.");
        if (item.LevelsOption is not null) throw WebApiException.NotThere("$levels in $expand");
        if (item.ApplyOption is not null) throw WebApiException.NotThere("$apply in $expand");
        if (item.CountOption is true) throw WebApiException.NotThere("$count in $expand");
        var navigation = scope.Navigation(segment.NavigationProperty);
        var table = scope.Model.Table(navigation.RelatedTable);
        var (query, shape) = Build(table, item.SelectAndExpand);
        query = query with
        {
            Filter = FilterTranslator.Translate(scope, table, item.FilterOption),
            Order = Order(item.OrderByOption),
            Top = item.TopOption is { } top ? (int)Math.Min(top, int.MaxValue) : null,
        };
        return (navigation, query, shape);
    }

    /// <summary>The properties of $select, the primary key always among them; null for all.</summary>
    static List<ColumnProperty>? Selected(TableModel table, SelectExpandClause? clause)
    {
        if (clause is null || clause.AllSelected) return null;
        var properties = new List<ColumnProperty>();
        foreach (var item in clause.SelectedItems)
        {
            if (item is WildcardSelectItem) return null;
            // A navigation property in $select asks for its link, which minimal metadata does not show.
            if (item is not PathSelectItem { SelectedPath.LastSegment: PropertySegment segment }) continue;
            var property = table.Property(segment.Property.Name)!;
            if (!properties.Contains(property)) properties.Add(property);
        }
        var key = table.Column(table.Table.PrimaryKey)!;
        if (!properties.Contains(key)) properties.Add(key);
        return properties;
    }

    List<string> Columns(TableModel table, List<ColumnProperty> selected)
    {
        var columns = selected.ConvertAll(property => property.Column.LogicalName);
        var currencyWanted = withCurrency && selected.Exists(property => property.Column.Type == ColumnType.Money) && table.Column(Currency) is not null;
        if (currencyWanted && !columns.Contains(Currency)) columns.Add(Currency);
        return columns;
    }

    /// <summary>The type that query options are about.</summary>
    public static ODataQueryOptionParser Options(WebApiModel model, TableModel table, IDictionary<string, string> options)
    {
        var parser = new ODataQueryOptionParser(model.Edm, (IEdmType)table.EntitySet.EntityType(), table.EntitySet, options);
        parser.Settings.MaximumExpansionDepth = 10;
        return parser;
    }
}
