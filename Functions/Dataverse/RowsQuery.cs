namespace CrmInsights.Dataverse;

/// <summary>A read of many rows.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">Columns wanted; a lookup is written <c>_name_value</c>. At least one.</param>
public sealed record RowsQuery(DataverseTable Table, IReadOnlyList<string> Columns)
{
    /// <summary>OData filter, not encoded; null for all rows.</summary>
    public string? Filter { get; init; }
    /// <summary>OData order, e.g. <c>createdon desc</c>; null for any.</summary>
    public string? OrderBy { get; init; }
    /// <summary>Most rows wanted; null for all. Dataverse then ignores the page size.</summary>
    public int? Top { get; init; }
    /// <summary>Rows a page, 1 to 5,000.</summary>
    public int PageSize { get; init; } = 5000;
}
