namespace CrmInsights.Local.Embedded.Contract;

enum ColumnType
{
    PrimaryKey, UniqueIdentifier, Text, Memo, Boolean, Integer, BigInteger, Decimal, Money, Double,
    DateTime, DateOnly, Choice, State, Status, Lookup, Owner, Customer,
}

/// <summary>Metadata of one table.</summary>
sealed record TableDefinition
{
    public required string LogicalName { get; init; }
    public required string SchemaName { get; init; }
    public required string EntitySetName { get; init; }
    public required string PrimaryKey { get; init; }
    public required string PrimaryName { get; init; }
    public required string DisplayName { get; init; }
    public bool ChangeTracking { get; set; }
    /// <summary>Each row has a twin of the same id in activitypointer.</summary>
    public bool IsActivity { get; set; }
    /// <summary>By logical name.</summary>
    public Dictionary<string, ColumnDefinition> Columns { get; } = new(StringComparer.Ordinal);
    public List<AlternateKey> Keys { get; } = [];
    /// <summary>Lookups of this table.</summary>
    public List<Relationship> ManyToOne { get; } = [];
    /// <summary>Relationships of other tables that point here.</summary>
    public List<Relationship> OneToMany { get; } = [];
    /// <summary>Relationships through a table whose rows are pairs, seen from this table.</summary>
    public List<ManyToMany> ManyToMany { get; } = [];
}

/// <summary>Metadata of one column.</summary>
sealed record ColumnDefinition
{
    public required string LogicalName { get; init; }
    public required string SchemaName { get; init; }
    public required ColumnType Type { get; init; }
    public required string DisplayName { get; init; }
    public bool Required { get; init; }
    public bool ValidForCreate { get; init; } = true;
    public bool ValidForUpdate { get; init; } = true;
    public int? MaxLength { get; init; }
    public decimal? MinValue { get; init; }
    public decimal? MaxValue { get; init; }
    public int? Precision { get; init; }
    /// <summary>Choice, state and status: the values; for bit the labels of 0 and 1.</summary>
    public IReadOnlyList<ChoiceOption> Options { get; init; } = [];
    /// <summary>Choice and boolean: the value of a new row that says nothing; null for none.</summary>
    public int? DefaultValue { get; init; }
    /// <summary>Targets of a lookup.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];
}

/// <summary>One value of a choice. <paramref name="State"/> is the state a status value belongs to.</summary>
sealed record ChoiceOption(int Value, string Label, int? State = null);

sealed record AlternateKey(string LogicalName, IReadOnlyList<string> Columns);

/// <summary>A many-to-one relationship. A customer or owner lookup has one for each target.</summary>
/// <param name="Name">Schema name of the relationship; name of the collection-valued navigation property on the referenced table, unless <paramref name="CollectionNavigation"/> differs.</param>
/// <param name="ReferencingTable">Table that holds the lookup.</param>
/// <param name="LookupColumn">The lookup column.</param>
/// <param name="ReferencedTable">Table it points to.</param>
/// <param name="LookupNavigation">Single-valued navigation property on the referencing table, e.g. <c>customerid_account</c>.</param>
/// <param name="CollectionNavigation">Collection-valued navigation property on the referenced table, e.g. <c>order_details</c>.</param>
/// <param name="CascadeDelete">What deleting the referenced row does.</param>
sealed record Relationship(
    string Name, string ReferencingTable, string LookupColumn, string ReferencedTable,
    string LookupNavigation, string CollectionNavigation, CascadeDelete CascadeDelete = CascadeDelete.RemoveLink);

/// <summary>A many-to-many relationship, seen from one of its two tables.</summary>
/// <param name="Name">Its schema name, and that of the navigation property on both tables.</param>
/// <param name="Pairs">The table between them.</param>
/// <param name="OwnColumn">Its lookup to the table that the relationship is seen from.</param>
/// <param name="OtherColumn">Its lookup to the other one.</param>
/// <param name="OtherTable">The other one.</param>
/// <param name="OtherCollection">From the other table to its pairs.</param>
sealed record ManyToMany(string Name, string Pairs, string OwnColumn, string OtherColumn, string OtherTable, string OtherCollection);

enum CascadeDelete { RemoveLink, Cascade, Restrict }
