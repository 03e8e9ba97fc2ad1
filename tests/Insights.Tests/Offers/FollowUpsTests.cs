using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Offers.Internals;

namespace CrmInsights.Insights.Tests.Offers;

public sealed class FollowUpsTests
{
    static readonly IReadOnlyList<CustomerHistory> s_customers = PlantedShop.OfTheCrowd(40);

    static int CodeOf(Guid product) => Enumerable.Range(0, 100).Single(number => PlantedShop.Product(number) == product);

    static FollowUps Count(IReadOnlyList<CustomerHistory> customers) => FollowUps.Count(Population.ToLearnFrom(customers, PlantedShop.Now), PlantedShop.Now, 90, CodeOf)!;

    /// <summary>Every order but a customer's first, with the one before.</summary>
    static IEnumerable<(int[] Former, int[] Next, double Weight)> Steps() => s_customers.SelectMany(customer => customer.Orders.Zip(customer.Orders.Skip(1), (former, next) => (
        Population.Products(former).Select(CodeOf).ToArray(), Population.Products(next).Select(CodeOf).ToArray(), Math.Pow(2, -(PlantedShop.Now - next.OrderedOn).TotalDays / 90))));

    [Fact]
    public void Counts_agree_with_a_naive_pass_over_all_pairs_of_orders()
    {
        var file = Count(s_customers).File;

        file.Orders.ShouldBe(Steps().Sum(step => step.Weight), tolerance: 1e-9);
        foreach (var product in file.Products)
        {
            product.FollowedCount.ShouldBe(Steps().Count(step => step.Former.Contains(product.Code)));
            product.After.ShouldBe(Steps().Where(step => step.Former.Contains(product.Code)).Sum(step => step.Weight), tolerance: 1e-9);
            product.Then.ShouldBe(Steps().Where(step => step.Next.Contains(product.Code)).Sum(step => step.Weight), tolerance: 1e-9);
        }
        for (var after = 0; after < 20; after++)
            for (var then = 0; then < 20; then++)
            {
                var together = Steps().Where(step => step.Former.Contains(after) && step.Next.Contains(then)).ToList();
                var tie = file.Ties.SingleOrDefault(tie => tie.After == after && tie.Then == then);
                tie.Count.ShouldBe(together.Count < 5 ? 0 : together.Count);
                if (together.Count >= 5) tie.Weight.ShouldBe(together.Sum(step => step.Weight), tolerance: 1e-9);
            }
    }

    [Fact]
    public void A_product_that_always_follows_pulls_and_one_that_never_does_pushes_away()
    {
        // 100 customers: after 1 comes 2, after 3 comes 4.
        var followUps = Count([.. Enumerable.Range(0, 100).Select(number => new CustomerHistory
        {
            Table = "account",
            Id = Guid.NewGuid(),
            Orders = [PlantedShop.Order(number, 0, 20, [number % 2 == 0 ? 1 : 3]), PlantedShop.Order(number, 1, 0, [number % 2 == 0 ? 2 : 4])],
        })]);

        // Of 100 orders half hold product 2; of the 50 after product 1 all do, and 20 like all others are added to these.
        followUps.Pull([1], 2).ShouldBe(Math.Log((50 + (20 * 0.5)) / (50 + 20) / 0.5), tolerance: 1e-12);
        followUps.Pull([1], 4).ShouldBe(Math.Log(20 * 0.5 / (50 + 20) / 0.5), tolerance: 1e-12);
        followUps.Pull([1, 3], 2).ShouldBe((followUps.Pull([1], 2) + followUps.Pull([3], 2)) / 2, tolerance: 1e-12);
        followUps.Pull([], 2).ShouldBe(0);
        followUps.Pull([7], 2).ShouldBe(0);
        followUps.Strongest([1, 3], 2).ShouldBe((1, 50, 50));
        followUps.Strongest([3], 2).ShouldBeNull();
    }

    [Fact]
    public void Nothing_follows_where_nobody_has_ordered_twice() =>
        FollowUps.Count([.. s_customers.Select(customer => customer with { Orders = [customer.Orders[0]] })], PlantedShop.Now, 90, CodeOf).ShouldBeNull();
}
