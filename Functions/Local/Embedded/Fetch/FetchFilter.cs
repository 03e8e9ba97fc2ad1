using System.Xml.Linq;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Fetch;

/// <summary>Reads the filters of an <c>entity</c> or <c>link-entity</c>.</summary>
sealed class FetchFilter(FetchScope scope, TableDefinition table, IReadOnlyDictionary<string, TableDefinition> aliases)
{
    const int MostLevels = 50;

    /// <summary>All filters of the element together; null where there is none.</summary>
    public RowFilter? Of(XElement element)
    {
        var filters = element.Elements("filter").Select(filter => Filter(filter, 1)).ToList();
        return filters.Count switch { 0 => null, 1 => filters[0], _ => new RowFilter.And(filters) };
    }

    public static TableDefinition Table(string? link, TableDefinition own, IReadOnlyDictionary<string, TableDefinition> aliases) => link is null ? own
        : aliases.TryGetValue(link, out var table) ? table : throw FetchXml.Wrong($"No <link-entity> has the alias '{link}', which entityname names.");

    RowFilter Filter(XElement filter, int level)
    {
        if (level > MostLevels) throw FetchXml.Wrong($"The filter is nested more than {MostLevels} levels deep.");
        filter.OnlyAttributes("type");
        var parts = filter.Elements().Select(part => part.Name.LocalName switch
        {
            "condition" => Condition(part),
            "filter" => Filter(part, level + 1),
            var name => throw FetchXml.NotThere($"<{name}> in <filter>"),
        }).ToList();
        return (string?)filter.Attribute("type") switch
        {
            "or" when parts.Count > 0 => new RowFilter.Or(parts),
            null or "and" or "or" => new RowFilter.And(parts),
            var type => throw FetchXml.Wrong($"A filter is of type '{type}'; expected and, or."),
        };
    }

    RowFilter Condition(XElement condition)
    {
        condition.OnlyAttributes("attribute", "operator", "value", "valueof", "entityname");
        var link = (string?)condition.Attribute("entityname");
        var column = Table(link, table, aliases).Column(condition.Need("attribute"));
        var values = condition.Elements("value").Select(value => value.Value).ToList();
        if ((string?)condition.Attribute("value") is { } only) values.Add(only);
        var named = new FetchCondition(scope, ColumnPath.Of(column.LogicalName) with { Link = link }, column, values) { Operator = condition.Need("operator") };
        return (string?)condition.Attribute("valueof") is { } other ? named.Against(ColumnPath.Of(table.Column(other).LogicalName)) : named.Filter();
    }
}
