using CrmInsights.Dataverse;
using CrmInsights.Insights.Customers;
using CrmInsights.Store;
using CrmInsights.Store.Rows;

namespace CrmInsights.App.Jobs.Scoring;

/// <summary>
/// Scores the dirty customers of a shard and writes back what is worth it. Every step may be repeated: the order is write, note what was
/// written, note what was computed, complete the claim.
/// </summary>
sealed class ScoreShard(
    InsightStore store, Champion champion, ProfileModels profiles, WriteBack writeBack, ScoreRequests requests, Clocks clocks, ILogger<ScoreShard> log)
{
    const int Most = 500;
    static readonly Dictionary<CustomerKey, bool> s_nobody = [];
    static readonly TimeSpan s_lease = TimeSpan.FromMinutes(5);
    static readonly TimeSpan s_budget = TimeSpan.FromMinutes(3);

    /// <summary>Works until nothing waits or the time is used up; true where more waits.</summary>
    public async Task<bool> RunAsync(int shard, CancellationToken cancellation)
    {
        if (shard < 0 || shard >= store.ShardCount)
            throw new InvalidDataException($"The wake-up names shard {shard}; this store has shards 0 to {store.ShardCount - 1}.");
        var start = clocks.Wall.GetTimestamp();
        while (clocks.Wall.GetElapsedTime(start) < s_budget)
        {
            var claim = await store.Dirty.ClaimAsync(shard, Most, s_lease, cancellation);
            if (claim.Customers.Count == 0) break;
            await WorkAsync(claim, cancellation);
        }
        return (await store.Dirty.WaitingAsync(cancellation)).ContainsKey(shard);
    }

    async Task WorkAsync(Claim claim, CancellationToken cancellation)
    {
        try
        {
            var keys = claim.Customers.Select(customer => customer.Key).ToHashSet();
            var written = await ScoreAsync(claim.Customers.ToDictionary(customer => customer.Key), cancellation);
            await requests.EndAsync(keys, written, cancellation);
            await store.Dirty.CompleteAsync(claim, [.. keys], cancellation);
        }
        catch
        {
            await store.Dirty.ReleaseAsync(claim, CancellationToken.None); // for the next attempt to take at once, not after the lease
            throw;
        }
    }

    /// <summary>The customers that were scored, and whether their row was written.</summary>
    async Task<IReadOnlyDictionary<CustomerKey, bool>> ScoreAsync(IReadOnlyDictionary<CustomerKey, DirtyCustomer> dirty, CancellationToken cancellation)
    {
        var start = clocks.Wall.GetTimestamp();
        var keys = dirty.Keys.ToList();
        var records = await store.Customers.ReadAsync(keys, cancellation);
        var known = await store.Scores.ReadAsync(keys, cancellation);

        await ForgetAsync(records, known, cancellation);
        if (await champion.LoadAsync(cancellation) is not { } scorer) return s_nobody;
        var (profiler, isBroken) = await profiles.LoadAsync(cancellation);
        if (isBroken) return s_nobody;

        var judges = new Judges(scorer, profiler, await Currencies.LoadAsync(store.Runs, cancellation));
        var last = known.ToDictionary(score => score.Key, score => LastScore.Of(score.Value));
        var scored = records.Where(MayBeScored).Select(record => judges.Score(record, last.GetValueOrDefault(record.Key), clocks.App.GetUtcNow())).ToList();
        // Plays have places for so many a day: where steps run in the order of the writes, the most valuable customers come first by themselves.
        var worth = scored.Where(customer => IsWorthWriting(customer, last.GetValueOrDefault(customer.Key), dirty[customer.Key].ByEvent))
            .OrderByDescending(customer => customer.Card.Profile?.Value?.Value12m ?? 0).ToList();
        var scoring = clocks.Wall.GetElapsedTime(start) / keys.Count;
        var refused = await writeBack.WriteAsync(worth, cancellation);
        var writing = clocks.Wall.GetElapsedTime(start) / keys.Count - scoring;
        var gone = refused.Where(refusal => refusal.Value.IsGone).Select(refusal => refusal.Key).ToHashSet();
        await store.Scores.SaveAsync([.. scored.Where(customer => !gone.Contains(customer.Key)).Select(customer => ToComputed(customer, refused, (scoring, writing)))], cancellation);
        await store.Scores.ForgetAsync(gone, cancellation);
        log.LogInformation("Scored {Scored} customers, wrote {Written}, refused {Refused}", scored.Count, worth.Count - refused.Count, refused.Count);
        var sent = worth.Select(customer => customer.Key).Where(key => !refused.ContainsKey(key)).ToHashSet();
        return scored.ToDictionary(customer => customer.Key, customer => sent.Contains(customer.Key));
    }

    /// <summary>Customers who objected or are gone: nothing of them stays here, and nothing on their row.</summary>
    async Task ForgetAsync(IReadOnlyList<CustomerRecord> records, IReadOnlyDictionary<CustomerKey, ScoreRecord> known, CancellationToken cancellation)
    {
        var objected = records.Where(record => CustomerMapper.ProfilingOf(record) == ProfilingStatus.Objected).Select(record => record.Key).ToList();
        // The guard plug-in has emptied the row already; this is for rows it did not see.
        await writeBack.ClearAsync([.. objected.Where(key => known.GetValueOrDefault(key)?.Written is not null)], cancellation);
        await store.Scores.ForgetAsync([.. objected, .. records.Where(IsGone).Select(record => record.Key)], cancellation);
    }

    bool IsWorthWriting(ScoredCustomer customer, LastScore? last, bool byEvent)
    {
        var since = last?.WrittenOn is { } on ? clocks.App.GetUtcNow() - on : TimeSpan.Zero;
        return WriteBackRule.IsWorthWriting(last?.Written, customer.Facts(), since, byEvent);
    }

    ComputedScore ToComputed(
        ScoredCustomer customer, IReadOnlyDictionary<CustomerKey, RowOutcome.Rejected> refused, (TimeSpan Scoring, TimeSpan Writing) took) => new(
        customer.Key, clocks.App.GetUtcNow(), customer.Card.Churn.ModelVersion ?? "none", customer.Card.Churn.Probability * 100,
        new ComputedFacts(customer.Outcome, refused.GetValueOrDefault(customer.Key)?.Message, clocks.Wall.GetUtcNow())
        {
            ScoreSeconds = took.Scoring.TotalSeconds,
            WriteSeconds = took.Writing.TotalSeconds,
        }.ToJson());

    static bool IsGone(CustomerRecord record) => record.IsDeleted || (record.State is null && record.Orders.Count == 0);

    static bool MayBeScored(CustomerRecord record) =>
        !IsGone(record) && CustomerMapper.ProfilingOf(record) is (ProfilingStatus.NotAsked or ProfilingStatus.Allowed);
}
