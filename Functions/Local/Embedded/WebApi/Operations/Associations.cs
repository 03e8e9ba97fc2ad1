using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary><c>$ref</c> behind a many-to-many relationship: the pairs of a row.</summary>
/// <param name="call">The request.</param>
/// <param name="target">The row before the navigation property.</param>
/// <param name="relationship">The relationship, seen from that row.</param>
sealed class Associations(Call call, Target target, ManyToMany relationship)
{
    /// <summary>Null where the link is no many-to-many relationship.</summary>
    /// <param name="call">The request.</param>
    /// <param name="segments">How many segments the link takes at the end of the path.</param>
    public static Associations? Of(Call call, int segments)
    {
        var target = Target.Of(call, call.Path.Count - segments);
        return target.Table.ManyToMany(((NavigationPropertyLinkSegment)call.Path[^segments]).NavigationProperty.Name) is { } relationship ? new(call, target, relationship) : null;
    }

    public TableModel Related => call.Model.Table(relationship.OtherTable);

    /// <summary>The ids of the rows at the other end.</summary>
    public IEnumerable<Guid> Others() => Pairs(null).Select(pair => ((Lookup)pair[relationship.OtherColumn]!).Id);

    public void Add(Lookup other)
    {
        ThrowIfWrong(other);
        if (Pairs(other.Id).Count > 0) throw new OrganizationFaultException(FaultCode.DuplicateRecord, "Cannot insert duplicate key.");
        call.Session.Create(new TableRow(relationship.Pairs, Guid.Empty)
        {
            [relationship.OwnColumn] = new Lookup(target.Table.Table.LogicalName, Owner),
            [relationship.OtherColumn] = other,
        });
    }

    public void Remove(Lookup other)
    {
        ThrowIfWrong(other);
        var pairs = Pairs(other.Id);
        if (pairs.Count == 0) throw WebApiException.NoSuchRow(other.Table, other.Id);
        call.Session.Delete(relationship.Pairs, pairs[0].Id);
    }

    Guid Owner => target.SingleRow.Require(call.Session);

    IReadOnlyList<TableRow> Pairs(Guid? other)
    {
        var own = new RowFilter.Compare(ColumnPath.Of(relationship.OwnColumn), CompareOperator.Eq, Owner);
        var filter = other is { } id ? new RowFilter.And([own, new RowFilter.Compare(ColumnPath.Of(relationship.OtherColumn), CompareOperator.Eq, id)]) : (RowFilter)own;
        return call.Session.Query(new RowQuery(relationship.Pairs) { Filter = filter, Top = ReadRows.MostRows }).Rows;
    }

    void ThrowIfWrong(Lookup other)
    {
        if (other.Table != relationship.OtherTable)
            throw WebApiException.OData($"{relationship.Name} leads to rows of {relationship.OtherTable}, the reference names one of {other.Table}.");
    }
}
