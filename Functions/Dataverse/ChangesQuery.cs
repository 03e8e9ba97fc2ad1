namespace CrmInsights.Dataverse;

/// <summary>A read of what changed in a table.</summary>
/// <param name="Table">A table with change tracking on.</param>
/// <param name="Columns">Columns wanted.</param>
/// <param name="Link">A link given by an earlier page; null to begin with all rows.</param>
public sealed record ChangesQuery(DataverseTable Table, IReadOnlyList<string> Columns, string? Link = null)
{
    /// <summary>Rows a page, 1 to 5,000. Must stay the same from page to page.</summary>
    public int PageSize { get; init; } = 5000;
}
