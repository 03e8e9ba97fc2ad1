using CrmInsights.Store.Rows;
using static CrmInsights.Store.Tests.Conformance.Given;

namespace CrmInsights.Store.Tests.Conformance;

public abstract class DirtyCustomersConformance<TPlace> : StoreConformance<TPlace> where TPlace : IStorePlace, new()
{
    static readonly TimeSpan s_lease = TimeSpan.FromMinutes(5);

    [StoreFact]
    public async Task A_claimed_customer_is_nobody_elses_until_the_lease_ends()
    {
        await Accept(Account(1).Row().Event());
        await Claim(Account(1));

        (await Claim(Account(1))).Customers.ShouldBeEmpty();
        Clock.Advance(s_lease);
        (await Claim(Account(1))).Customers.ShouldHaveSingleItem().Key.ShouldBe(Account(1));
    }

    [StoreFact]
    public async Task A_completed_customer_is_off_the_list()
    {
        await Accept(Account(1).Row().Event());

        await Complete(await Claim(Account(1)));

        (await Store.Dirty.WaitingAsync(None)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_customer_that_changed_since_the_claim_can_be_claimed_at_once()
    {
        await Accept(Account(1).Row(1).Event());
        var claim = await Claim(Account(1));
        await Accept(Account(1).Row(2).Event());

        await Complete(claim);

        (await Claim(Account(1))).Customers.ShouldHaveSingleItem().Change.ShouldBeGreaterThan(claim.Customers[0].Change);
    }

    [StoreFact]
    public async Task A_late_completion_takes_nothing_from_the_worker_that_claimed_meanwhile()
    {
        await Accept(Account(1).Row().Event());
        var late = await Claim(Account(1));
        Clock.Advance(s_lease);
        var present = await Claim(Account(1));

        await Complete(late);
        await Store.Dirty.ReleaseAsync(late, None);
        (await Claim(Account(1))).Customers.ShouldBeEmpty();
        await Complete(present);

        Clock.Advance(s_lease);
        (await Dirty()).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_released_claim_can_be_taken_at_once()
    {
        await Accept(Account(1).Row().Event());

        await Store.Dirty.ReleaseAsync(await Claim(Account(1)), None);

        (await Claim(Account(1))).Customers.Count.ShouldBe(1);
    }

    [StoreFact]
    public async Task Claims_take_events_before_a_rescoring_of_everyone_and_no_more_than_asked()
    {
        await ReopenAsync();
        var shard = Store.ShardOf(Account(0));
        var members = Enumerable.Range(0, 200).Select(Account).Where(key => Store.ShardOf(key) == shard).Take(5).ToArray();
        await Accept([.. members.Select(key => key.Row(1).Event())]);
        await CompleteAll();
        await Store.Dirty.MarkAllAsync(None);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Accept(members[3].Row(2).Event());

        var claim = await Store.Dirty.ClaimAsync(shard, 2, s_lease, None);

        claim.Customers.Count.ShouldBe(2);
        (claim.Customers[0].Key, claim.Customers[0].ByEvent, claim.Customers[1].ByEvent).ShouldBe((members[3], true, false));
    }

    [StoreFact]
    public async Task Everybody_can_be_marked_except_the_deleted()
    {
        await Accept(Account(1).Row().Event(), Account(2).Row().Event(), Account(2).Row().Deleted().Event("gone"));
        await CompleteAll();

        (await Store.Dirty.MarkAllAsync(None)).ShouldBe([Store.ShardOf(Account(1))]);

        (await Dirty()).ShouldBe([Account(1)]);
    }

    [StoreFact]
    public async Task Waiting_counts_those_who_are_not_claimed()
    {
        await Accept(Account(1).Row().Event());

        (await Store.Dirty.WaitingAsync(None)).ShouldHaveSingleItem().ShouldBe(new KeyValuePair<int, int>(Store.ShardOf(Account(1)), 1));
        await Claim(Account(1));
        (await Store.Dirty.WaitingAsync(None)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task Workers_that_claim_at_the_same_time_share_out_the_customers()
    {
        await Accept([.. Enumerable.Range(0, 300).Select(index => Account(index).Row().Event())]);
        await using var other = await OpenAsync();

        var claims = await Task.WhenAll(Enumerable.Range(0, 64).Select(index =>
            (index % 2 == 0 ? Store : other).Dirty.ClaimAsync(index % 16, 30, s_lease, None)));

        var keys = claims.SelectMany(claim => claim.Customers).Select(customer => customer.Key).ToList();
        keys.Distinct().Count().ShouldBe(keys.Count);
        keys.Count.ShouldBe(300);
    }

    Task<Claim> Claim(CustomerKey key) => Store.Dirty.ClaimAsync(Store.ShardOf(key), 10, s_lease, None);

    Task Complete(Claim claim) => Store.Dirty.CompleteAsync(claim, [.. claim.Customers.Select(customer => customer.Key)], None);
}
