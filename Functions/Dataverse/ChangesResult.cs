namespace CrmInsights.Dataverse;

/// <summary>What change tracking answered.</summary>
public abstract record ChangesResult
{
    ChangesResult() { }

    /// <summary>One page of changes.</summary>
    /// <param name="Rows">New and changed rows at their present state.</param>
    /// <param name="Deleted">Primary keys of deleted rows; may name rows that were never seen.</param>
    /// <param name="Link">Where to read on: the next page, or later changes.</param>
    /// <param name="IsLast">True when <paramref name="Link"/> is for later changes.</param>
    public sealed record Page(IReadOnlyList<Row> Rows, IReadOnlyList<Guid> Deleted, string Link, bool IsLast) : ChangesResult;

    /// <summary>The link is too old: read everything again, from no link.</summary>
    /// <param name="Message">What Dataverse said.</param>
    public sealed record Expired(string Message) : ChangesResult;
}
