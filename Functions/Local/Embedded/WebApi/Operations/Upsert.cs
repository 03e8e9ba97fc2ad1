using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Updates the row if it exists and creates it if it does not, unless a condition forbids one of them.</summary>
sealed class Upsert(IOrganizationSession session, RowBody body)
{
    public (Guid Id, bool Created) Save(RowAddress address, Condition condition)
    {
        var table = address.Table.Table;
        var found = Existing(address);
        if (found is { } existing)
        {
            if (condition.CreateOnly) throw WebApiException.Exists();
            if (body.Row.Id != Guid.Empty && body.Row.Id != existing)
                throw WebApiException.Payload($"The body says {table.PrimaryKey} {body.Row.Id}, the address names the row {existing}.");
            body.Row.Id = existing;
            session.Update(body.Row, condition.ExpectedVersion);
            foreach (var (navigation, related) in body.Associate)
                session.Update(new TableRow(related.Table, related.Id) { [navigation.Relationship.LookupColumn] = new Lookup(table.LogicalName, existing) });
            return (existing, false);
        }
        if (condition.UpdateOnly) throw address.Missing();
        return (Create(address), true);
    }

    Guid? Existing(RowAddress address) =>
        address.Find(session) is { } id && session.Exists(address.Table.Table.LogicalName, id) ? id : null;

    Guid Create(RowAddress address)
    {
        if (address.Id is { } id) body.Row.Id = id;
        foreach (var (column, value) in address.Key ?? new Dictionary<string, object?>()) body.Row[column] = value;
        return body.Create(session);
    }
}
