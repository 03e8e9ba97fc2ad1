namespace CrmInsights.Local.Embedded.Contract;

/// <summary>
/// A row, or the part of one that a request carries or asks for. Keys are column logical names. Values are null, <see cref="Guid"/> (uniqueidentifier
/// and primary key), <see cref="string"/>, <see cref="bool"/>, <see cref="int"/> (choice, state, status, integer), <see cref="long"/>, <see cref="decimal"/> (decimal and
/// money), <see cref="double"/>, <see cref="DateTime"/> (UTC; a DateOnly column at midnight), or <see cref="Lookup"/>.
/// </summary>
sealed class TableRow(string table, Guid id)
{
    public string Table { get; } = table;
    public Guid Id { get; set; } = id;
    /// <summary>versionnumber; 0 on the way in.</summary>
    public long Version { get; set; }
    public Dictionary<string, object?> Values { get; init; } = new(StringComparer.Ordinal);
    /// <summary>Rows of `$expand`, by navigation property: a row, null, or a list of rows.</summary>
    public Dictionary<string, object?>? Expanded { get; set; }
    public object? this[string column]
    {
        get => Values.GetValueOrDefault(column);
        set => Values[column] = value;
    }
}

/// <summary>The value of a lookup, owner or customer column.</summary>
readonly record struct Lookup(string Table, Guid Id);
