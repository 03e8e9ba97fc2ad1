using System.Net;

namespace CrmInsights.Dataverse.Internals;

/// <summary>Writes the rows of one request in batches and finds the rows at fault by splitting.</summary>
sealed class BulkWriter(Func<byte[], CancellationToken, Task<BulkAnswer>> send, WriteRequest request)
{
    // After so many single rows refused with one code and none written, the fault is not in the rows.
    const int Hopeless = 20;

    readonly RowOutcome[] _outcomes = new RowOutcome[request.Rows.Count];
    int _written;
    int _refused;

    public async Task<WriteResult> RunAsync(int batchSize, int parallelism, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellation };
        var batches = Enumerable.Range(0, request.Rows.Count).Chunk(batchSize);
        await Parallel.ForEachAsync(batches, options, async (rows, token) => await WriteAsync(rows, token).ConfigureAwait(false)).ConfigureAwait(false);
        return new WriteResult(_outcomes);
    }

    async Task WriteAsync(ArraySegment<int> rows, CancellationToken cancellation)
    {
        var answer = await send(BulkPayload.Targets(request, rows.Select(row => request.Rows[row])), cancellation).ConfigureAwait(false);
        if (answer.Error is null) MarkWritten(rows, answer.Ids);
        else if (!IsAboutRows(answer.Error)) throw answer.Error;
        else if (rows.Count == 1) Refuse(rows[0], answer.Error);
        else
        {
            await WriteAsync(rows[..(rows.Count / 2)], cancellation).ConfigureAwait(false);
            await WriteAsync(rows[(rows.Count / 2)..], cancellation).ConfigureAwait(false);
        }
    }

    void MarkWritten(ArraySegment<int> rows, IReadOnlyList<Guid>? ids)
    {
        if (ids is not null && ids.Count != rows.Count)
            throw new InvalidDataException($"Dataverse answered {ids.Count} ids for {rows.Count} rows of {request.Table.LogicalName}.");
        for (var i = 0; i < rows.Count; i++) _outcomes[rows[i]] = new RowOutcome.Written(ids?[i] ?? request.Rows[rows[i]].Row?.Id);
        Interlocked.Add(ref _written, rows.Count);
    }

    void Refuse(int row, DataverseException error)
    {
        var rejected = new RowOutcome.Rejected(error.Code, error.Message);
        _outcomes[row] = rejected;
        if (rejected.IsGone || rejected.IsDuplicate) return; // these are about single rows by nature
        if (Interlocked.Increment(ref _refused) >= Hopeless && Volatile.Read(ref _written) == 0)
            throw new DataverseException(error.Status ?? HttpStatusCode.BadRequest, error.Code,
                $"The first {Hopeless} rows of {request.Table.LogicalName} were all refused and none was written; giving up. {error.Message}");
    }

    static bool IsAboutRows(DataverseException error) =>
        error.Status is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
        or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestEntityTooLarge
        or HttpStatusCode.InternalServerError;
}
