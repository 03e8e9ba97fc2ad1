using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>The rows or the row that a path leads to.</summary>
sealed record Target(TableModel Table)
{
    /// <summary>The row; null for a collection.</summary>
    public RowAddress? Row { get; init; }
    /// <summary>The lookup on the way is empty.</summary>
    public bool Nothing { get; init; }
    /// <summary>The collection-valued navigation property, where the path came through one, and the row it belongs to.</summary>
    public (Navigation Navigation, Lookup Owner)? Parent { get; init; }

    public RowAddress SingleRow => Row ?? throw WebApiException.OData($"A single row is expected before the last segment, but {Table.Table.EntitySetName} are many.");

    /// <summary>The many-to-many relationship, where the path came through one, and the row at its other end.</summary>
    public (ManyToMany Relationship, Guid Owner)? Association { get; init; }

    /// <summary>Which rows of the table belong to the collection; null for all.</summary>
    public RowFilter? Scope => (Parent, Association) switch
    {
        ({ } parent, _) => new RowFilter.Compare(ColumnPath.Of(parent.Navigation.Relationship.LookupColumn), CompareOperator.Eq, parent.Owner.Id),
        (_, { } association) => new RowFilter.Any(association.Relationship.OtherCollection,
            new RowFilter.Compare(ColumnPath.Of(association.Relationship.OwnColumn), CompareOperator.Eq, association.Owner)),
        _ => null,
    };

    /// <summary>Follows the first <paramref name="count"/> segments.</summary>
    public static Target Of(Call call, int count)
    {
        if (call.Path[0] is not EntitySetSegment set || call.Model.Table(set.EdmType) is not { } table) throw WebApiException.NotThere(call.Path[0].Identifier);
        var target = new Target(table);
        for (var index = 1; index < count; index++) target = target.Follow(call, call.Path[index]);
        return target;
    }

    Target Follow(Call call, ODataPathSegment segment)
    {
        if (Nothing) return this;
        return segment switch
        {
            KeySegment key => this with { Row = RowAddress.Of(Table, key) },
            NavigationPropertySegment step when Table.ManyToMany(step.NavigationProperty.Name) is { } many =>
                new Target(call.Model.Table(many.OtherTable)) { Association = (many, SingleRow.Require(call.Session)) },
            NavigationPropertySegment step => Follow(call, Table.Navigation(step.NavigationProperty.Name)!),
            _ => throw WebApiException.NotThere(segment.Identifier),
        };
    }

    Target Follow(Call call, Navigation navigation)
    {
        var id = SingleRow.Require(call.Session);
        var related = new Target(call.Model.Table(navigation.RelatedTable));
        var column = navigation.Collection ? Table.Table.PrimaryKey : navigation.Relationship.LookupColumn;
        var row = call.Session.Find(Table.Table.LogicalName, id, [column]) ?? throw SingleRow.Missing();
        if (navigation.Collection) return related with { Parent = (navigation, new Lookup(Table.Table.LogicalName, id)) };
        return row[column] is Lookup lookup && lookup.Table == navigation.RelatedTable
            ? related with { Row = new RowAddress(related.Table, lookup.Id, null) }
            : related with { Nothing = true };
    }
}
