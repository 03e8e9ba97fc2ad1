namespace CrmInsights.Dataverse;

/// <summary>Rows of one table to write.</summary>
/// <param name="Table">The table.</param>
/// <param name="Kind">What to do with rows that exist or do not.</param>
/// <param name="Rows">The rows.</param>
public sealed record WriteRequest(DataverseTable Table, WriteKind Kind, IReadOnlyList<RowWrite> Rows);

/// <summary>What to do with rows that exist or do not.</summary>
public enum WriteKind
{
    /// <summary>The row must be new. With an own primary key it can be repeated safely; without, it is tried once.</summary>
    Create,
    /// <summary>The row must exist; a row that is gone is rejected, never created again.</summary>
    Update,
    /// <summary>Creates or updates, by primary or alternate key.</summary>
    Upsert,
}

/// <summary>One row to write.</summary>
/// <param name="Row">Which row; null lets Dataverse choose the primary key of a new one.</param>
/// <param name="Values">
/// Columns to set: null, text, bool, int, long, decimal, double, Guid, DateTimeOffset, DateOnly, or a <see cref="RowReference"/> under the
/// name of the lookup's navigation property (case-sensitive).
/// </param>
public sealed record RowWrite(RowReference? Row, IReadOnlyDictionary<string, object?> Values);
