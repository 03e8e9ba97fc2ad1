using CrmInsights.Dataverse;
using CrmInsights.Store;
using CrmInsights.Store.Rows;

namespace CrmInsights.App.Jobs.Scoring;

/// <summary>Sends values to the rows of customers and notes what arrived.</summary>
sealed class WriteBack(IDataverse dataverse, IScoreBook book, Clocks clocks, ILogger<WriteBack> log)
{
    const string LinkGone = "link";

    /// <summary>Writes values; answers what was refused. A row that is gone is forgotten.</summary>
    public async Task<IReadOnlyDictionary<CustomerKey, RowOutcome.Rejected>> WriteAsync(IReadOnlyList<ScoredCustomer> customers, CancellationToken cancellation)
    {
        var outcomes = await SendAsync([.. customers.Select(customer => (customer.Key, customer.ToWrite()))], cancellation);
        var unlinked = await WriteUnlinkedAsync([.. customers.Where(customer => customer.IsLinked && outcomes[customer.Key] is RowOutcome.Rejected { IsGone: true })], cancellation);
        foreach (var key in unlinked) outcomes[key] = Unlinked((RowOutcome.Rejected)outcomes[key]);
        var written = customers.Where(customer => unlinked.Contains(customer.Key) || outcomes[customer.Key] is RowOutcome.Written)
            .Select(customer => new WrittenValues(customer.Key, clocks.App.GetUtcNow(), Facts(customer, unlinked.Contains(customer.Key)).ToJson()));
        await book.MarkWrittenAsync([.. written], cancellation);
        return outcomes.Where(outcome => outcome.Value is RowOutcome.Rejected).ToDictionary(outcome => outcome.Key, outcome => (RowOutcome.Rejected)outcome.Value);
    }

    /// <summary>
    /// "Does not exist" is said of the customer's row and of a segment or product that a lookup names alike. Without those columns the row is written where it is
    /// there; the former segment and offer stay on it.
    /// </summary>
    async Task<HashSet<CustomerKey>> WriteUnlinkedAsync(IReadOnlyList<ScoredCustomer> customers, CancellationToken cancellation)
    {
        if (customers.Count == 0) return [];
        var outcomes = await SendAsync([.. customers.Select(customer => (customer.Key, customer.ToWriteUnlinked()))], cancellation);
        return [.. outcomes.Where(outcome => outcome.Value is RowOutcome.Written).Select(outcome => outcome.Key)];
    }

    // Neither segment nor offer is noted as written, so that both are written as soon as they can be; the rest is, so that no crossing happens twice.
    WrittenFacts Facts(ScoredCustomer customer, bool isUnlinked)
    {
        var facts = customer.Facts() with { WallTime = clocks.Wall.GetUtcNow() };
        return isUnlinked ? facts with { Segment = null, Offers = "" } : facts;
    }

    static RowOutcome.Rejected Unlinked(RowOutcome.Rejected refusal) => new(LinkGone,
        $"{refusal.Message} The segment or product that was to be shown has been deleted: the customer keeps the former one, everything else was written. The next run of Mine mends it.");

    /// <summary>Empties every value of these customers; a row that is gone is empty enough.</summary>
    public async Task ClearAsync(IReadOnlyList<CustomerKey> keys, CancellationToken cancellation)
    {
        var outcomes = await SendAsync([.. keys.Select(key => (key, new RowWrite(ScoredCustomer.Reference(key), ScoredCustomer.Cleared)))], cancellation);
        var kept = outcomes.Where(outcome => outcome.Value is RowOutcome.Rejected { IsGone: false }).ToList();
        if (kept.Count > 0)
            throw new InvalidOperationException($"Scores of {kept.Count} customers who objected could not be cleared: {((RowOutcome.Rejected)kept[0].Value).Message}");
    }

    async Task<Dictionary<CustomerKey, RowOutcome>> SendAsync(IReadOnlyList<(CustomerKey Key, RowWrite Write)> rows, CancellationToken cancellation)
    {
        var outcomes = new Dictionary<CustomerKey, RowOutcome>();
        foreach (var table in rows.GroupBy(row => ScoredCustomer.TableOf(row.Key)))
        {
            var batch = table.ToList();
            var result = await dataverse.WriteAsync(new WriteRequest(table.Key, WriteKind.Update, [.. batch.Select(row => row.Write)]), cancellation);
            foreach (var (row, outcome) in batch.Zip(result.Outcomes)) outcomes[row.Key] = outcome;
        }
        foreach (var (key, outcome) in outcomes)
            if (outcome is RowOutcome.Rejected rejected)
                log.LogWarning("{Table} {Id} was refused with {Code}: {Reason}", key.Table, key.Id, rejected.Code, rejected.Message);
        return outcomes;
    }
}
