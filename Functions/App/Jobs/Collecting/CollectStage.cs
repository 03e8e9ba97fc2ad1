using CrmInsights.App.Jobs.Runs;
using CrmInsights.App.Jobs.Scoring;
using CrmInsights.Dataverse;
using CrmInsights.Store;
using CrmInsights.Store.Rows;

namespace CrmInsights.App.Jobs.Collecting;

/// <summary>
/// Pulls what changed in Dataverse since the last time, so that the store equals it: push is for speed, pull is the guarantee. The link
/// to read on from is saved after each page has been committed, so that a death repeats one page, which changes nothing.
/// </summary>
sealed class CollectStage(InsightStore store, IDataverse dataverse, Champion champion, IReadOnlyList<TableFeed> feeds, Clocks clocks) : IStage
{
    const int PageSize = 2000;
    static readonly TimeSpan s_budget = TimeSpan.FromMinutes(3);

    public string Name => "collect";

    public async Task<StageResult> RunAsync(RunState state, CancellationToken cancellation)
    {
        var start = clocks.Wall.GetTimestamp();
        for (; state.TablesDone < feeds.Count; state.TablesDone++)
            while (await CollectPageAsync(feeds[state.TablesDone], state, cancellation))
                if (clocks.Wall.GetElapsedTime(start) > s_budget) return StageResult.Again(await WaitingAsync(cancellation));

        await NoteCurrencyAsync(cancellation);
        // All that wait, not only those found now: a wake-up may have died with its process.
        return StageResult.Done(await WaitingAsync(cancellation));
    }

    /// <summary>Applies one page; true where the table has more.</summary>
    async Task<bool> CollectPageAsync(TableFeed feed, RunState state, CancellationToken cancellation)
    {
        var link = await store.Runs.GetAsync(LinkName(feed), cancellation);
        var result = await dataverse.ReadChangesAsync(new ChangesQuery(feed.Table, feed.Columns, link) { PageSize = PageSize }, cancellation);
        if (result is not ChangesResult.Page page)
        {
            state.Notes.Add($"The changes of {feed.Table.LogicalName} were asked for too late; the table is read in full.");
            await store.Runs.SetAsync(ReloadName(feed), "true", cancellation);
            await store.Runs.SetAsync(LinkName(feed), null, cancellation);
            return true;
        }
        await ApplyAsync(feed, page, state, cancellation);
        await store.Runs.SetAsync(LinkName(feed), page.Link, cancellation);
        if (page.IsLast && await store.Runs.GetAsync(ReloadName(feed), cancellation) is not null)
            await SweepAsync(feed, state, cancellation);
        return !page.IsLast;
    }

    async Task ApplyAsync(TableFeed feed, ChangesResult.Page page, RunState state, CancellationToken cancellation)
    {
        var rows = new List<RowState>(page.Rows.Count + page.Deleted.Count);
        foreach (var row in page.Rows)
        {
            try
            {
                rows.Add(feed.Read(row));
            }
            catch (InvalidDataException fault)
            {
                state.AddError(fault.Message); // one bad row is shown and does not hold up the others
            }
        }
        rows.AddRange(page.Deleted.Select(id => new DeletedRow(feed.Table.LogicalName, id)));
        await ApplyAsync(feed, rows, state, cancellation);
    }

    async Task ApplyAsync(TableFeed feed, IReadOnlyList<RowState> rows, RunState state, CancellationToken cancellation)
    {
        if (rows.Count == 0) return;
        var applied = await store.Inbox.ApplyAsync(rows, cancellation);
        state.Count("collected." + feed.Table.LogicalName, applied.New);
    }

    /// <summary>
    /// After a full read: rows the store knows and Dataverse does not were deleted while nobody looked. The store is listed first, so that
    /// a row created meanwhile is in neither list and never taken for a deleted one.
    /// </summary>
    async Task SweepAsync(TableFeed feed, RunState state, CancellationToken cancellation)
    {
        var gone = await KnownIdsAsync(feed.Table, cancellation);
        await foreach (var row in dataverse.ReadAsync(new RowsQuery(feed.Table, [feed.Table.PrimaryKey]), cancellation)) gone.Remove(row.Id);
        foreach (var chunk in gone.Chunk(PageSize))
            await ApplyAsync(feed, [.. chunk.Select(id => new DeletedRow(feed.Table.LogicalName, id))], state, cancellation);
        await store.Runs.SetAsync(ReloadName(feed), null, cancellation);
    }

    async Task<HashSet<Guid>> KnownIdsAsync(DataverseTable table, CancellationToken cancellation)
    {
        if (table == DataverseTable.Product) return [.. (await store.Customers.ReadProductsAsync(cancellation)).Keys];
        if (table == DataverseTable.Action) return [.. (await store.Customers.ReadActionsAsync(cancellation)).Select(action => action.Id)];
        var known = new HashSet<Guid>();
        await foreach (var customer in store.Customers.ReadAllAsync(null, cancellation))
        {
            if (table == DataverseTable.Order) known.UnionWith(customer.Orders.Select(order => order.Order.Id));
            else if (table == DataverseTable.OrderLine) known.UnionWith(customer.Orders.SelectMany(order => order.Lines).Select(line => line.Id));
            else if (table == DataverseTable.Offer) known.UnionWith(customer.Offers.Select(offer => offer.Id));
            else if (table.LogicalName == customer.Key.Table) known.Add(customer.Key.Id);
        }
        return known;
    }

    async Task NoteCurrencyAsync(CancellationToken cancellation)
    {
        await foreach (var organization in dataverse.ReadAsync(new RowsQuery(DataverseTable.Organization, ["_basecurrencyid_value"]), cancellation))
        {
            if (organization.Guid("_basecurrencyid_value") is not { } id) continue;
            var rates = new Dictionary<Guid, decimal>();
            await foreach (var currency in dataverse.ReadAsync(new RowsQuery(DataverseTable.Currency, ["isocurrencycode", "exchangerate"]), cancellation))
            {
                if (currency.Decimal("exchangerate") is { } rate) rates[currency.Id] = rate;
                if (currency.Id == id) await champion.NoteCurrencyAsync(currency.Text("isocurrencycode"), cancellation);
            }
            await new Currencies(id, rates).NoteAsync(store.Runs, cancellation);
        }
    }

    async Task<IReadOnlyCollection<int>> WaitingAsync(CancellationToken cancellation) =>
        [.. (await store.Dirty.WaitingAsync(cancellation)).Keys];

    static string LinkName(TableFeed feed) => "changes:" + feed.Table.LogicalName;

    static string ReloadName(TableFeed feed) => "reload:" + feed.Table.LogicalName;
}
