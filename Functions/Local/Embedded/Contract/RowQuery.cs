namespace CrmInsights.Local.Embedded.Contract;

/// <summary>A read of many rows. SQL semantics, except that strings compare without case.</summary>
sealed record RowQuery(string Table)
{
    /// <summary>Columns wanted; null for all. The primary key and the version always come along.</summary>
    public IReadOnlyList<string>? Columns { get; init; }
    public RowFilter? Filter { get; init; }
    public IReadOnlyList<RowOrder> Order { get; init; } = [];
    public int? Top { get; init; }
    /// <summary>Rows to skip: from a paging cookie only.</summary>
    public int Skip { get; init; }
    /// <summary>True to count all matches, up to 5,000.</summary>
    public bool Count { get; init; }
    public IReadOnlyList<RowExpand> Expand { get; init; } = [];
    /// <summary>Tables joined to this one; their columns come as <c>alias.column</c>.</summary>
    public IReadOnlyList<RowLink> Links { get; init; } = [];
    /// <summary>True to leave out rows that repeat an earlier one in all columns.</summary>
    public bool Distinct { get; init; }
}

/// <summary>A table joined to another one.</summary>
/// <param name="Table">The table.</param>
/// <param name="From">Its column.</param>
/// <param name="To">The column of the other table that has to be equal.</param>
/// <param name="Alias">Name of the link, which paths may begin with.</param>
sealed record RowLink(string Table, string From, string To, string Alias)
{
    /// <summary>Rows without a partner stay.</summary>
    public bool IsOuter { get; init; }
    public IReadOnlyList<string> Columns { get; init; } = [];
    public RowFilter? Filter { get; init; }
    public IReadOnlyList<RowLink> Links { get; init; } = [];
}

/// <summary>A column, reached through none or more single-valued navigation properties (lookup column logical names, with the target table).</summary>
sealed record ColumnPath(IReadOnlyList<PathStep> Steps, string Column)
{
    /// <summary>Alias of the <see cref="RowLink"/> whose column it is; null for the table of the query.</summary>
    public string? Link { get; init; }

    public static ColumnPath Of(string column) => new([], column);
}

readonly record struct PathStep(string LookupColumn, string TargetTable);

sealed record RowOrder(ColumnPath Column, bool Descending);

/// <summary>Follows a relationship from each row found.</summary>
/// <param name="Navigation">Name of the navigation property.</param>
/// <param name="Query">Columns, filter, order and top of the related rows; its table is the related table.</param>
sealed record RowExpand(string Navigation, RowQuery Query);

sealed record RowPage(IReadOnlyList<TableRow> Rows, bool More, int? Count);

abstract record RowFilter
{
    internal sealed record And(IReadOnlyList<RowFilter> Parts) : RowFilter;
    internal sealed record Or(IReadOnlyList<RowFilter> Parts) : RowFilter;
    internal sealed record Not(RowFilter Inner) : RowFilter;
    /// <summary>Column against a constant. A null constant with Eq or Ne asks for (not) null.</summary>
    internal sealed record Compare(ColumnPath Column, CompareOperator Operator, object? Value) : RowFilter;
    internal sealed record CompareColumns(ColumnPath Left, CompareOperator Operator, ColumnPath Right) : RowFilter;
    /// <summary>contains, startswith, endswith; % _ [ ] act as wildcards, as in Dataverse.</summary>
    internal sealed record Text(ColumnPath Column, TextOperator Operator, string Value) : RowFilter;
    internal sealed record In(ColumnPath Column, IReadOnlyList<object?> Values) : RowFilter;
    /// <summary>any() over a collection-valued navigation property; Inner null asks for at least one related row.</summary>
    internal sealed record Any(string Navigation, RowFilter? Inner) : RowFilter;
}

enum CompareOperator { Eq, Ne, Gt, Ge, Lt, Le }

/// <summary>Like takes the pattern as it is.</summary>
enum TextOperator { Contains, StartsWith, EndsWith, Like }
