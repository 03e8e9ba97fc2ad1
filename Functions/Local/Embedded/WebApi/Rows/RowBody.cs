using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>What the JSON of one row says.</summary>
/// <param name="Row">Its columns, lookups included.</param>
sealed record RowBody(TableRow Row)
{
    /// <summary>Rows to create first, which a lookup of this one will point to.</summary>
    public List<(Navigation Navigation, RowBody Related)> Before { get; } = [];
    /// <summary>Rows to create afterwards, which point to this one.</summary>
    public List<(Navigation Navigation, RowBody Related)> After { get; } = [];
    /// <summary>Existing rows that shall point to this one.</summary>
    public List<(Navigation Navigation, Lookup Related)> Associate { get; } = [];

    /// <summary>Creates the row and all below it.</summary>
    public Guid Create(IOrganizationSession session)
    {
        foreach (var (navigation, related) in Before)
            Row[navigation.Relationship.LookupColumn] = new Lookup(navigation.RelatedTable, related.Create(session));
        var id = session.Create(Row);
        var self = new Lookup(Row.Table, id);
        foreach (var (navigation, related) in After)
        {
            related.Row[navigation.Relationship.LookupColumn] = self;
            related.Create(session);
        }
        foreach (var (navigation, related) in Associate)
            session.Update(new TableRow(related.Table, related.Id) { [navigation.Relationship.LookupColumn] = self });
        return id;
    }
}
