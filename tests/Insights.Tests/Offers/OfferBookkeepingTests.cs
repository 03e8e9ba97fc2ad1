using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Offers.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Tests.Offers;

/// <summary>The figures of the contest against a naive twin that reads the orders once more.</summary>
public sealed class OfferBookkeepingTests
{
    static readonly IReadOnlyList<CustomerHistory> s_customers = PlantedShop.OfTheCrowd();
    static readonly OfferContest s_contest = OfferModel.Train(s_customers, PlantedShop.Now, new OfferSettings(), new RunContext()).Contest!;

    /// <summary>What popularity would have offered at the cutoff: up to three products by decayed number of orders, without those of the last order.</summary>
    static Guid[] Popular(CustomerHistory customer, IReadOnlyList<(Guid Product, double Weight)> ranked)
    {
        var last = Before(customer)[^1].Lines.Select(line => line.ProductId!.Value).ToHashSet();
        return [.. ranked.Select(pair => pair.Product).Where(product => !last.Contains(product)).Take(3)];
    }

    static Order[] Before(CustomerHistory customer) => [.. customer.Orders.Where(order => order.OrderedOn <= s_contest.Cutoff)];

    static Order[] After(CustomerHistory customer) =>
        [.. customer.Orders.Where(order => order.OrderedOn > s_contest.Cutoff && order.OrderedOn <= s_contest.Cutoff.AddDays(s_contest.HorizonDays))];

    static Guid[] Products(IEnumerable<Order> orders) => [.. orders.SelectMany(order => order.Lines).Select(line => line.ProductId!.Value).Distinct()];

    static IReadOnlyList<(Guid Product, double Weight)> Ranked() =>
        [.. s_customers.SelectMany(Before).SelectMany(order => order.Lines.Select(line => (Product: line.ProductId!.Value, Weight: Math.Pow(2, -(s_contest.Cutoff - order.OrderedOn).TotalDays / 90))))
            .GroupBy(pair => pair.Product).Select(group => (group.Key, group.Sum(pair => pair.Weight))).OrderByDescending(pair => pair.Item2)];

    [Fact]
    public void The_window_ends_now_and_holds_the_buyers_counted_by_hand()
    {
        s_contest.Cutoff.ShouldBe(PlantedShop.Now.AddDays(-s_contest.HorizonDays));
        s_contest.BuyerCount.ShouldBe(s_customers.Count(customer => After(customer).Length > 0));
    }

    [Fact]
    public void Hits_of_popularity_are_those_counted_by_hand()
    {
        var ranked = Ranked();
        var buyers = s_customers.Where(customer => After(customer).Length > 0).ToList();
        double Share(Func<CustomerHistory, bool> among, Func<CustomerHistory, bool> holds) => buyers.Where(among).Average(customer => holds(customer) ? 1.0 : 0);
        bool Hit(CustomerHistory customer, int first, Func<Guid, bool> counts) => Popular(customer, ranked).Take(first).Any(product => counts(product) && Products(After(customer)).Contains(product));
        bool Again(CustomerHistory customer, Guid product) => Products(Before(customer)).Contains(product);

        var figures = s_contest.Methods.Single(method => method.Method == OfferMethod.Popular);

        figures.HitRate1.ShouldBe(Share(_ => true, customer => Hit(customer, 1, _ => true)), tolerance: 1e-12);
        figures.HitRate3.ShouldBe(Share(_ => true, customer => Hit(customer, 3, _ => true)), tolerance: 1e-12);
        figures.RepeatHitRate3!.Value.ShouldBe(Share(
            customer => Products(After(customer)).Any(product => Again(customer, product)), customer => Hit(customer, 3, product => Again(customer, product))), tolerance: 1e-12);
        figures.ExploreHitRate3!.Value.ShouldBe(Share(
            customer => Products(After(customer)).Any(product => !Again(customer, product)), customer => Hit(customer, 3, product => !Again(customer, product))), tolerance: 1e-12);
        figures.Coverage.ShouldBe(s_customers.SelectMany(customer => Popular(customer, ranked)).Distinct().Count() / (double)ranked.Count, tolerance: 1e-12);
    }

    [Fact]
    public void The_paired_interval_is_that_of_McNemars_counts()
    {
        // Only the rules find what they find without curves, so the difference is counted from both lists once more.
        var window = new OfferWindow([.. s_customers.OrderBy(customer => customer.Id)], (s_contest.Cutoff, s_contest.HorizonDays), new OfferSettings(), new RunContext());
        var rules = OfferFinder.Of(OfferMethod.Rules, []);
        var ranked = Ranked();
        var (onlyPopular, onlyRules, count) = (0, 0, 0);
        foreach (var customer in s_customers.Where(customer => After(customer).Length > 0))
        {
            var taken = Products(After(customer));
            var (popular, ruled) = (Popular(customer, ranked).Any(taken.Contains), rules.Find(window.View(customer)).Any(offer => taken.Contains(offer.ProductId)));
            count++;
            if (popular && !ruled) onlyPopular++;
            if (ruled && !popular) onlyRules++;
        }

        var found = s_contest.Methods.Single(method => method.Method == OfferMethod.Popular).AgainstRules;

        var difference = (onlyPopular - onlyRules) / (double)count;
        var error = Math.Sqrt((onlyPopular + onlyRules - (count * difference * difference)) / (count - 1.0) / count);
        found.Value.ShouldBe(difference, tolerance: 1e-12);
        found.Low.ShouldBe(difference - (1.96 * error), tolerance: 1e-12);
        found.High.ShouldBe(difference + (1.96 * error), tolerance: 1e-12);
    }

    [Fact]
    public void A_place_is_taken_only_where_the_whole_interval_lies_above_zero_and_the_best_offer_is_not_worse()
    {
        static OfferDuel Duel(OfferDifference three, OfferDifference one) => new(OfferMethod.Popular, OfferMethod.Rules, three, one, PersonalShare: 1);

        Duel(new(0.02, 0.001, 0.04), new(0, -0.01, 0.01)).IsWon.ShouldBeTrue();
        Duel(new(0.02, 0, 0.04), new(0, -0.01, 0.01)).IsWon.ShouldBeFalse();
        Duel(new(0.02, 0.001, 0.04), new(-0.02, -0.03, -0.01)).IsWon.ShouldBeFalse();
    }
    [Fact]
    public void At_equal_hits_what_speaks_to_the_customer_takes_the_place_of_what_is_popular()
    {
        static OfferDuel Duel(double three, double one, double personal) =>
            new(OfferMethod.Neighbours, OfferMethod.Popular, new(three, three - 0.02, three + 0.02), new(one, one - 0.02, one + 0.02), personal);

        Duel(0, 0, personal: 0.1).IsWon.ShouldBeTrue();
        Duel(0, 0, personal: 0.09).IsWon.ShouldBeFalse();
        Duel(-0.001, 0, personal: 0.5).IsWon.ShouldBeFalse();
        Duel(0.01, -0.03, personal: 0.5).IsWon.ShouldBeFalse();
        ContestWords.Sentence(Duel(0.005, 0, personal: 0.5)).ShouldEndWith("Customers with more to tell than what is popular +50.0 points. The place changes hands.");
    }
}
