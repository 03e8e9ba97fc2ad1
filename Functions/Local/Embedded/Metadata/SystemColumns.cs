using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Metadata;

/// <summary>The columns that every table has, by ownership.</summary>
static class SystemColumns
{
    public const string Version = "versionnumber";

    public static void AddKey(TableDefinition table)
    {
        table.Columns.Add(table.PrimaryKey, new ColumnDefinition
        {
            LogicalName = table.PrimaryKey,
            SchemaName = table.PrimaryKey,
            Type = ColumnType.PrimaryKey,
            DisplayName = table.DisplayName,
            ValidForUpdate = false,
        });
        Add(table, "VersionNumber", ColumnType.BigInteger, "Version Number");
    }

    /// <param name="table">Table that gets the columns.</param>
    /// <param name="ownership">user, organization or none.</param>
    /// <param name="suffix">Ending of the navigation properties, <c>_task</c> for tasks.</param>
    public static void Add(TableDefinition table, string ownership, string suffix)
    {
        if (ownership == "none") return;
        Add(table, "CreatedOn", ColumnType.DateTime, "Created On");
        Add(table, "ModifiedOn", ColumnType.DateTime, "Modified On");
        AddLookup(table, new("CreatedBy", "systemuser", $"lk_{table.LogicalName}_createdby", "Created By"), suffix);
        AddLookup(table, new("ModifiedBy", "systemuser", $"lk_{table.LogicalName}_modifiedby", "Modified By"), suffix);
        TryAdd(table, new ColumnDefinition
        {
            LogicalName = "overriddencreatedon",
            SchemaName = "OverriddenCreatedOn",
            Type = ColumnType.DateTime,
            DisplayName = "Record Created On",
            ValidForUpdate = false,
        });
        TryAdd(table, new ColumnDefinition
        {
            LogicalName = "importsequencenumber",
            SchemaName = "ImportSequenceNumber",
            Type = ColumnType.Integer,
            DisplayName = "Import Sequence Number",
            ValidForUpdate = false,
        });
        if (ownership == "user") AddOwner(table, suffix);
    }

    public static void AddStates(TableDefinition table, IReadOnlyList<ChoiceOption> states, IReadOnlyList<ChoiceOption> statuses)
    {
        TryAdd(table, new ColumnDefinition { LogicalName = "statecode", SchemaName = "statecode", Type = ColumnType.State, DisplayName = "Status", Options = states });
        TryAdd(table, new ColumnDefinition { LogicalName = "statuscode", SchemaName = "statuscode", Type = ColumnType.Status, DisplayName = "Status Reason", Options = statuses });
    }

    /// <summary>The twin of a money column in the organisation's currency.</summary>
    public static void AddBase(TableDefinition table, ColumnDefinition money) => TryAdd(table, money with
    {
        LogicalName = money.LogicalName + "_base",
        SchemaName = money.SchemaName + "_Base",
        DisplayName = money.DisplayName + " (Base)",
        Required = false,
        ValidForCreate = false,
        ValidForUpdate = false,
    });

    static void AddOwner(TableDefinition table, string suffix)
    {
        AddLookup(table, new("OwnerId", "systemuser", $"user_{table.LogicalName}", "Owner"), suffix);
        AddLookup(table, new("OwningBusinessUnit", "businessunit", $"business_unit_{table.LogicalName}", "Owning Business Unit"), suffix);
    }

    sealed record SystemLookup(string SchemaName, string Target, string Relationship, string DisplayName);

    static void AddLookup(TableDefinition table, SystemLookup lookup, string suffix)
    {
        var isOwner = lookup.SchemaName == "OwnerId";
        var column = new ColumnDefinition
        {
            LogicalName = lookup.SchemaName.ToLowerInvariant(),
            SchemaName = lookup.SchemaName,
            Type = isOwner ? ColumnType.Owner : ColumnType.Lookup,
            DisplayName = lookup.DisplayName,
            Targets = [lookup.Target],
            ValidForCreate = isOwner,
            ValidForUpdate = isOwner,
        };
        if (!TryAdd(table, column)) return;
        table.ManyToOne.Add(new Relationship(lookup.Relationship, table.LogicalName, column.LogicalName, lookup.Target,
            column.LogicalName + suffix, lookup.Relationship, CascadeDelete.Restrict));
    }

    static void Add(TableDefinition table, string schemaName, ColumnType type, string displayName) => TryAdd(table, new ColumnDefinition
    {
        LogicalName = schemaName.ToLowerInvariant(),
        SchemaName = schemaName,
        Type = type,
        DisplayName = displayName,
        ValidForCreate = false,
        ValidForUpdate = false,
    });

    static bool TryAdd(TableDefinition table, ColumnDefinition column) => table.Columns.TryAdd(column.LogicalName, column);
}
