using System.Xml.Linq;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Fetch;

/// <summary>Reads <c>entity</c> and <c>link-entity</c>: columns, filters, order and links.</summary>
sealed class FetchEntity(FetchScope scope)
{
    const int MostLinks = 15;

    readonly Dictionary<string, (TableDefinition, ColumnDefinition)> _linked = new(StringComparer.Ordinal);
    readonly Dictionary<string, TableDefinition> _aliases = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, (TableDefinition Table, ColumnDefinition Column)> Linked => _linked;

    public RowQuery Read(XElement entity)
    {
        entity.OnlyAttributes("name");
        var table = scope.Tables.Table(entity.Need("name"));
        foreach (var link in entity.Descendants("link-entity")) Name(link);
        var filter = new FetchFilter(scope, table, _aliases);
        return new RowQuery(table.LogicalName)
        {
            Columns = Columns(entity, table),
            Filter = filter.Of(entity),
            Order = [.. entity.Elements("order").Select(order => Order(order, table))],
            Links = [.. Links(entity, table)],
        };
    }

    /// <summary>Conditions may name a link that stands behind them.</summary>
    void Name(XElement link)
    {
        if (_aliases.Count == MostLinks) throw FetchXml.Wrong($"A query has more than {MostLinks} <link-entity>.");
        var alias = (string?)link.Attribute("alias") ?? $"{link.Need("name")}{_aliases.Count + 1}";
        if (!_aliases.TryAdd(alias, scope.Tables.Table(link.Need("name")))) throw FetchXml.Wrong($"Two <link-entity> have the alias '{alias}'.");
        link.SetAttributeValue("alias", alias);
    }

    IReadOnlyList<string>? Columns(XElement element, TableDefinition table)
    {
        var unknown = element.Elements().FirstOrDefault(child => child.Name.LocalName is not ("attribute" or "all-attributes" or "filter" or "order" or "link-entity"));
        if (unknown is not null) throw FetchXml.NotThere($"<{unknown.Name.LocalName}>");
        if (element.Element("all-attributes") is not null) return null;
        foreach (var attribute in element.Elements("attribute")) attribute.OnlyAttributes("name");
        return [.. element.Elements("attribute").Select(attribute => table.Column(attribute.Need("name")).LogicalName).Distinct()];
    }

    RowOrder Order(XElement order, TableDefinition table)
    {
        order.OnlyAttributes("attribute", "descending", "entityname");
        var link = (string?)order.Attribute("entityname");
        var column = FetchFilter.Table(link, table, _aliases).Column(order.Need("attribute")).LogicalName;
        return new RowOrder(ColumnPath.Of(column) with { Link = link }, order.Flag("descending"));
    }

    IEnumerable<RowLink> Links(XElement element, TableDefinition table) => element.Elements("link-entity").Select(link => Link(link, table));

    RowLink Link(XElement link, TableDefinition parent)
    {
        link.OnlyAttributes("name", "from", "to", "alias", "link-type", "visible", "intersect");
        if (link.Element("order") is not null) throw FetchXml.NotThere("<order> inside of <link-entity>");
        var table = scope.Tables.Table(link.Need("name"));
        var alias = link.Need("alias");
        var columns = Columns(link, table) ?? [.. table.Columns.Keys];
        foreach (var column in columns) _linked[$"{alias}.{column}"] = (table, table.Columns[column]);
        var isOuter = (string?)link.Attribute("link-type") switch { null or "inner" => false, "outer" => true, var kind => throw FetchXml.NotThere($"the link-type '{kind}'") };
        var inner = Links(link, table).ToList();
        if (isOuter && inner.Exists(nested => !nested.IsOuter)) throw FetchXml.NotThere("an inner <link-entity> below an outer one");
        return new RowLink(table.LogicalName, table.Column(link.Need("from")).LogicalName, parent.Column(link.Need("to")).LogicalName, alias)
        {
            IsOuter = isOuter,
            Columns = columns,
            Filter = new FetchFilter(scope, table, _aliases).Of(link),
            Links = inner,
        };
    }
}
