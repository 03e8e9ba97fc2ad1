using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Messages;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Security;

/// <summary>Holds the calls of one user to the user's privileges.</summary>
/// <param name="transaction">Where rows are looked at, to see whose they are.</param>
/// <param name="rights">The user's.</param>
sealed class AccessCheck(Transaction transaction, UserRights rights)
{
    const string Owner = "ownerid";
    const string Unit = "owningbusinessunit";

    /// <exception cref="OrganizationFaultException">The user lacks the privilege altogether.</exception>
    public void Require(Verb verb, string table)
    {
        if (rights.IsAdministrator) return;
        var definition = transaction.Tables.Table(table);
        if (Level(verb, definition) == AccessLevel.None) throw Missing(PrivilegeNames.Of(verb, definition), table);
    }

    /// <exception cref="OrganizationFaultException">The user lacks the privilege for this row. A row that does not exist is another's business.</exception>
    public void Require(Verb verb, string table, Guid id)
    {
        // Who one is, everybody may know.
        if (verb == Verb.Read && table == "systemuser" && id == rights.UserId) return;
        Require(verb, table);
        if (Reach(verb, table) is null || transaction.Rows.Find(table, id, [Owner, Unit]) is not { } row || IsWithin(verb, row)) return;
        throw Missing(PrivilegeNames.Of(verb, transaction.Tables.Table(table)), $"{table}' with Id = '{id}");
    }

    /// <summary>Change tracking shows all rows or none.</summary>
    public void RequireAll(Verb verb, string table)
    {
        Require(verb, table);
        if (Reach(verb, table) is not null) throw Missing(PrivilegeNames.Of(verb, transaction.Tables.Table(table)) + " (at organization level)", table);
    }

    /// <summary>Creates need the privilege for oneself, and to give the row to another person that of assigning; rows that it points to need those of appending.</summary>
    public void RequireCreate(TableRow row)
    {
        Require(Verb.Create, row.Table);
        RequireValues(row);
    }

    public void RequireUpdate(TableRow row)
    {
        Require(Verb.Write, row.Table, row.Id);
        RequireValues(row);
    }

    /// <summary>The query, narrowed to rows that the user may read; the same for what it expands.</summary>
    public RowQuery Narrow(RowQuery query)
    {
        if (rights.IsAdministrator) return query;
        Require(Verb.Read, query.Table);
        RequireLinked(query.Links);
        var expands = query.Expand.Select(expand => expand with { Query = Narrow(expand.Query with { Table = Related(query.Table, expand.Navigation) }) }).ToList();
        var reach = Reach(Verb.Read, query.Table);
        var filter = (query.Filter, reach) switch { (null, _) => reach, (_, null) => query.Filter, _ => new RowFilter.And([query.Filter, reach]) };
        return query with { Filter = filter, Expand = expands };
    }

    void RequireLinked(IReadOnlyList<RowLink> links)
    {
        foreach (var link in links)
        {
            Require(Verb.Read, link.Table);
            RequireLinked(link.Links);
        }
    }

    void RequireValues(TableRow row)
    {
        if (rights.IsAdministrator) return;
        var table = transaction.Tables.Table(row.Table);
        foreach (var (name, value) in row.Values)
        {
            if (value is not Lookup lookup || !table.Columns.TryGetValue(name, out var column) || !column.ValidForCreate) continue;
            if (name == Owner)
            {
                if (lookup.Id != rights.UserId) Require(Verb.Assign, row.Table);
                continue;
            }
            Require(Verb.Append, row.Table);
            Require(Verb.AppendTo, lookup.Table);
        }
    }

    AccessLevel Level(Verb verb, TableDefinition table) => rights.Level(PrivilegeNames.Of(verb, table));

    /// <summary>Which rows the privilege reaches; null for all. Rows without an owner are everybody's.</summary>
    RowFilter? Reach(Verb verb, string name)
    {
        if (rights.IsAdministrator) return null;
        var table = transaction.Tables.Table(name);
        if (!table.Columns.ContainsKey(Owner)) return null;
        return Level(verb, table) switch
        {
            AccessLevel.Global => null,
            AccessLevel.Deep => new RowFilter.In(ColumnPath.Of(Unit), [.. rights.BusinessUnits.Cast<object?>()]),
            AccessLevel.Local => new RowFilter.In(ColumnPath.Of(Unit), [.. rights.BusinessUnits.Take(1).Cast<object?>()]),
            _ => new RowFilter.Compare(ColumnPath.Of(Owner), CompareOperator.Eq, rights.UserId),
        };
    }

    bool IsWithin(Verb verb, TableRow row)
    {
        var (owner, unit) = (row[Owner] as Lookup?, row[Unit] as Lookup?);
        return Level(verb, transaction.Tables.Table(row.Table)) switch
        {
            AccessLevel.Deep => unit is { } any && rights.BusinessUnits.Contains(any.Id),
            AccessLevel.Local => unit is { } own && rights.BusinessUnits.Take(1).Contains(own.Id),
            _ => owner?.Id == rights.UserId,
        };
    }

    string Related(string table, string navigation)
    {
        var definition = transaction.Tables.Table(table);
        return definition.ManyToOne.Find(relationship => relationship.LookupNavigation == navigation)?.ReferencedTable ?? definition.Collection(navigation).ReferencingTable;
    }

    OrganizationFaultException Missing(string privilege, string entity) => new(FaultCode.PrivilegeDenied,
        $"Principal user (Id={rights.UserId}, type=8, roleCount={rights.RoleCount}, privilegeCount={rights.Privileges.Count}) is missing {privilege} privilege for entity '{entity}'. context.Caller={rights.UserId}");
}
