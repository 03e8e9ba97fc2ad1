using System.Globalization;
using CrmInsights.Dataverse;

namespace CrmInsights.Local.Import;

/// <summary>Brings customers or products into step with the source: new ones are created, changed ones updated, the others left alone.</summary>
sealed class MasterRows(IDataverse dataverse, DataverseTable table, string source, Rejects rejects)
{
    const int ChunkSize = 1000;

    readonly Dictionary<string, Guid> _ids = [];
    readonly Dictionary<string, string[]> _present = [];

    /// <summary>Primary keys by the source's number, after <see cref="BringInAsync"/>.</summary>
    public IReadOnlyDictionary<string, Guid> Ids => _ids;
    public int WrittenCount { get; private set; }

    /// <summary>Reads what is there, then writes what differs; tells <paramref name="report"/> how many rows are done.</summary>
    public async Task BringInAsync(IReadOnlyList<string> columns, IEnumerable<MasterRow> rows, Action<long> report, CancellationToken cancellation)
    {
        await ReadPresentAsync(columns, cancellation);
        var done = 0;
        foreach (var chunk in rows.Chunk(ChunkSize))
        {
            await WriteAsync(WriteKind.Create, [.. chunk.Where(row => !_present.ContainsKey(row.Number))], cancellation);
            await WriteAsync(WriteKind.Update, [.. chunk.Where(row => _present.TryGetValue(row.Number, out var present) && Differs(columns, row, present))], cancellation);
            report(done += chunk.Length);
        }
    }

    async Task ReadPresentAsync(IReadOnlyList<string> columns, CancellationToken cancellation)
    {
        var prefix = ExternalId.Of(source, "");
        var query = new RowsQuery(table, [ExternalId.Column, .. columns]) { Filter = $"startswith({ExternalId.Column},'{prefix.Replace("_", "[_]", StringComparison.Ordinal)}')" };
        await foreach (var row in dataverse.ReadAsync(query, cancellation))
        {
            var number = row.Text(ExternalId.Column)![prefix.Length..];
            _ids[number] = row.Id;
            _present[number] = [.. columns.Select(column => Text(MasterRow.Read(row, column)))];
        }
    }

    // Only what the source fills is compared: the rest belongs to the people who work with the row.
    static bool Differs(IReadOnlyList<string> columns, MasterRow row, string[] present) =>
        columns.Where((column, index) => row.Values.TryGetValue(column, out var value) && Text(value) != present[index]).Any();

    // 5 and 5.00 are the same number.
    static string Text(object? value) => value switch
    {
        decimal number => number.ToString("0.####", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    async Task WriteAsync(WriteKind kind, IReadOnlyList<MasterRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0) return;
        var writes = rows.Select(row => new RowWrite(Reference(row), kind == WriteKind.Create ? Created(row) : row.Values)).ToList();
        var result = await dataverse.WriteAsync(new WriteRequest(table, kind, writes), cancellation);
        for (var row = 0; row < rows.Count; row++) Note(rows[row], writes[row].Row!.Id!.Value, result.Outcomes[row]);
    }

    RowReference Reference(MasterRow row) =>
        RowReference.ById(table, _ids.TryGetValue(row.Number, out var id) ? id : ExternalId.ToKey(table.LogicalName, ExternalId.Of(source, row.Number)));

    Dictionary<string, object?> Created(MasterRow row)
    {
        var values = new Dictionary<string, object?>(row.Values) { [ExternalId.Column] = ExternalId.Of(source, row.Number) };
        if (row.CreatedOn is { } createdOn) values["overriddencreatedon"] = createdOn;
        return values;
    }

    void Note(MasterRow row, Guid id, RowOutcome outcome)
    {
        if (outcome is RowOutcome.Rejected rejected)
        {
            rejects.Add(Refused(row.Place, rejected));
            return;
        }
        _ids[row.Number] = id;
        WrittenCount++;
    }

    internal static Reject Refused(RowPlace place, RowOutcome.Rejected rejected) =>
        new(place, "", $"Dataverse refused the row: {rejected.Message}", "Correct the row in the file and import again.");
}
