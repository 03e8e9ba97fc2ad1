namespace CrmInsights.Dataverse;

/// <summary>The only door to the organisation's data.</summary>
public interface IDataverse
{
    /// <summary>Which organisation this is and who is signed in.</summary>
    /// <exception cref="DataverseException">Dataverse cannot be reached or refuses the sign-in.</exception>
    Task<Identity> WhoAmIAsync(CancellationToken cancellation);

    /// <summary>Reads the rows of a query, page by page as they are consumed.</summary>
    /// <exception cref="DataverseException">The query is refused.</exception>
    IAsyncEnumerable<Row> ReadAsync(RowsQuery query, CancellationToken cancellation);

    /// <summary>
    /// Reads one page of a table's changes. Without a link it begins with all rows; each page names the link of the next, the last page
    /// the link under which later changes will stand.
    /// </summary>
    /// <returns><see cref="ChangesResult.Page"/>, or <see cref="ChangesResult.Expired"/> when the link is too old and all rows must be read again.</returns>
    Task<ChangesResult> ReadChangesAsync(ChangesQuery query, CancellationToken cancellation);

    /// <summary>
    /// Writes rows in batches. A batch that is refused is split until the rows at fault are found; the others are written. An update never
    /// creates a row.
    /// </summary>
    /// <returns>One outcome a row, in the order of the rows.</returns>
    /// <exception cref="DataverseException">Nothing can be written at all: no answer, no sign-in, no privilege, or every row refused alike.</exception>
    Task<WriteResult> WriteAsync(WriteRequest request, CancellationToken cancellation);
}
