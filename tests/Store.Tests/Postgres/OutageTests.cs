using System.Collections.Concurrent;
using CrmInsights.Store.Tests.Killing;
using CrmInsights.Testing.Postgres;

namespace CrmInsights.Store.Tests.Postgres;

/// <summary>A server that goes away while it is needed.</summary>
public sealed class OutageTests
{
    const int Loops = 8;
    const int EventsEach = 150;

    static CancellationToken None => CancellationToken.None;

    [PostgresFact]
    public async Task Events_accepted_around_a_crash_of_the_server_are_all_there_and_count_once()
    {
        using var cluster = new PostgresCluster();
        await using var place = new PostgresPlace(cluster);
        await using var store = await place.OpenAsync(new StoreOptions());
        var accepted = new ConcurrentQueue<int>();
        var half = new TaskCompletionSource();

        var senders = Enumerable.Range(0, Loops).Select(loop => Task.Run(async () =>
        {
            for (var number = loop; number < Loops * EventsEach; number += Loops)
            {
                await store.Inbox.AcceptAsync([AcceptUntilKilled.Event(number)], None);
                accepted.Enqueue(number);
                if (accepted.Count >= Loops * EventsEach / 2) half.TrySetResult();
            }
        })).ToList();
        await half.Task;
        cluster.Crash();
        var unfinished = senders.Count(sender => !sender.IsCompleted);
        cluster.Start();
        await Task.WhenAll(senders);

        unfinished.ShouldBeGreaterThan(0, "the crash was meant to come in the middle");
        accepted.Order().ShouldBe(Enumerable.Range(0, Loops * EventsEach));
        (await store.Customers.CountAsync(None)).ShouldBe(new BookTotals(50, Loops * EventsEach, 0, Loops * EventsEach));
    }

    [PostgresFact]
    public async Task A_server_that_stays_away_fails_the_call_by_name_and_serves_the_next_when_it_is_back()
    {
        using var cluster = new PostgresCluster();
        await using var place = new PostgresPlace(cluster);
        await using var store = await place.OpenAsync(new StoreOptions { Patience = TimeSpan.FromMilliseconds(200) });
        cluster.Crash();

        var error = await Should.ThrowAsync<IOException>(() => store.Inbox.AcceptAsync([AcceptUntilKilled.Event(1)], None));
        (await Should.ThrowAsync<IOException>(() => store.Runs.GetAsync("name", None))).Message.ShouldContain("database 'postgres'");
        cluster.Start();

        error.Message.ShouldContain("does not answer");
        (await store.Inbox.AcceptAsync([AcceptUntilKilled.Event(1)], None)).New.ShouldBe(1);
    }
}
