using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Offers.Internals;
using CrmInsights.Insights.Tests.Churn;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Tests.Offers;

public sealed class OfferContestTests
{
    static readonly RunContext s_run = new(MaxThreads: 2);
    static readonly OfferModel s_habit = Train(PlantedShop.OfHabit());
    static readonly OfferModel s_pairs = Train(PlantedShop.OfPairs());
    static readonly OfferModel s_crowd = Train(PlantedShop.OfTheCrowd());

    static OfferModel Train(IReadOnlyList<CustomerHistory> customers) => OfferModel.Train(customers, PlantedShop.Now, new OfferSettings(), s_run);

    static IReadOnlyList<Offer> Offers(OfferModel model, CustomerHistory history) => model.Offer(history, PlantedShop.Open, PlantedShop.Now);

    static OfferMethodFigures Figures(OfferModel model, OfferMethod method) => model.Contest!.Methods.Single(figures => figures.Method == method);

    [Fact]
    public void Repeat_purchases_win_where_only_the_own_past_tells_what_is_next()
    {
        s_habit.Method.ShouldBe(OfferMethod.Repeat);
        // The product that is next is one of two, and the other one was in the last order.
        Figures(s_habit, OfferMethod.Repeat).HitRate1.ShouldBeGreaterThan(0.9);
        Figures(s_habit, OfferMethod.Rules).HitRate1.ShouldBeLessThan(0.5);
    }

    [Fact]
    public void The_reason_of_a_repeat_purchase_counts_as_by_hand()
    {
        var history = new CustomerHistory
        {
            Table = "account",
            Id = Guid.NewGuid(),
            Orders = [.. new[] { (200, 1), (160, 2), (110, 1), (80, 2), (50, 1), (20, 2) }.Select((order, number) => PlantedShop.Order(7, number, order.Item1, [order.Item2]))],
        };

        var offer = Offers(s_habit, history)[0];

        // Bought 200, 110 and 50 days ago: gaps of 90 and 60 days, the upper median of two is 90.
        (offer.ProductId, offer.Kind).ShouldBe((PlantedShop.Product(1), OfferKind.Repeat));
        offer.Reason.ShouldBe($"Bought Product 1 3 times, usually every 90 days; last on {Words.Date(PlantedShop.Now.AddDays(-50))}");
    }

    [Fact]
    public void Rules_stay_where_they_already_say_what_is_next()
    {
        s_pairs.Contest.ShouldNotBeNull();
        s_pairs.Method.ShouldBe(OfferMethod.Rules);
        Figures(s_pairs, OfferMethod.Rules).HitRate1.ShouldBeGreaterThan(0.9);
        s_pairs.Contest.Duels.ShouldAllBe(duel => !duel.IsWon && duel.Holder == OfferMethod.Rules);
    }

    [Fact]
    public void Nothing_beats_popularity_where_all_customers_are_alike()
    {
        s_crowd.Method.ShouldBeOneOf(OfferMethod.Rules, OfferMethod.Popular);
        s_crowd.Contest!.Duels.Where(duel => duel.Challenger > OfferMethod.Popular).ShouldAllBe(duel => !duel.IsWon);
    }

    [Fact]
    public void Chances_are_right_where_habits_do_not_change()
    {
        foreach (var model in new[] { s_habit, s_crowd })
        {
            var contest = model.Contest!;
            // Three standard errors of a share among at least the buyers, for the test and for the window that the chance was learned from.
            contest.Expected.ShouldBe(contest.Observed, tolerance: 3 * Math.Sqrt(2 * 0.25 / contest.BuyerCount));
        }
    }

    [Fact]
    public void A_score_is_the_chance_in_percent_and_no_offer_scores_more_than_the_one_before()
    {
        foreach (var (model, customers) in new[] { (s_habit, PlantedShop.OfHabit(50)), (s_pairs, PlantedShop.OfPairs(50)), (s_crowd, PlantedShop.OfTheCrowd(50)) })
            foreach (var offers in customers.Select(customer => Offers(model, customer)))
            {
                offers.Select(offer => offer.Score).ShouldBe(offers.Select(offer => offer.Score).OrderDescending());
                offers.ShouldAllBe(offer => offer.Score >= 0 && offer.Score <= 100 && offer.Reason.Contains(offer.ProductName) && offer.Reason.Length <= 400);
            }
    }

    [Fact]
    public void Too_little_data_leaves_the_rules_and_says_what_is_missing()
    {
        var few = Train(PlantedShop.OfHabit(60));
        var brief = Train([.. PlantedShop.OfHabit().Select(customer => customer with { Orders = [.. customer.Orders.TakeLast(3)] })]);

        (few.Method, few.Contest).ShouldBe((OfferMethod.Rules, null));
        few.Missing.ShouldNotBeNull().ShouldContain("known customers bought something known; 100 are needed");
        (brief.Method, brief.Contest).ShouldBe((OfferMethod.Rules, null));
        brief.Missing.ShouldNotBeNull().ShouldMatch(@"the orders span \d+ days; 120 are needed");
    }

    [Fact]
    public void Purchases_after_the_cutoff_change_nothing_that_is_offered_at_it()
    {
        var cutoff = PlantedShop.Now.AddDays(-100);
        var all = PlantedShop.OfHabit(150);
        CustomerHistory[] known = [.. all.Select(customer => customer with { Orders = [.. customer.Orders.Where(order => order.OrderedOn <= cutoff)] })];
        // Everybody is made to buy product 99 on the day after the cutoff: a method that looks ahead would offer it.
        CustomerHistory[] planted = [.. known.Select((customer, number) => customer with { Orders = [.. customer.Orders, PlantedShop.Order(number, 99, 99, [99])] })];
        var learned = new MethodFit(Window(known, cutoff.AddDays(-60)), s_run);
        OfferFinder[] finders = [.. Enum.GetValues<OfferMethod>().Select(learned.Finder)];

        var offered = OffersAt(known, cutoff, finders);

        OffersAt(planted, cutoff, finders).ShouldBe(offered);
        OffersAt(all, cutoff, finders).ShouldBe(offered);
        offered.ShouldNotContain(PlantedShop.Product(99));
    }

    [Fact]
    public void Orders_after_the_end_of_the_data_change_no_byte_of_the_model()
    {
        var now = PlantedShop.Now.AddDays(-30);
        var all = PlantedShop.OfHabit(200);
        var known = all.Select(customer => customer with { Orders = [.. customer.Orders.Where(order => order.OrderedOn <= now)] }).ToArray();

        OfferModel.Train(all, now, new OfferSettings(), s_run).ToBytes().ShouldBe(OfferModel.Train(known, now, new OfferSettings(), s_run).ToBytes());
    }

    [Fact]
    public void The_same_bytes_for_any_number_of_threads_and_order_of_customers() =>
        OfferModel.Train([.. PlantedShop.OfHabit().Reverse()], PlantedShop.Now, new OfferSettings(), new RunContext(MaxThreads: 5)).ToBytes().ShouldBe(s_habit.ToBytes());

    [Fact]
    public void Each_kind_of_model_survives_its_file()
    {
        foreach (var (model, customers) in new[] { (s_habit, PlantedShop.OfHabit(20)), (s_pairs, PlantedShop.OfPairs(20)), (s_crowd, PlantedShop.OfTheCrowd(20)) })
        {
            var bytes = model.ToBytes();

            var again = OfferModel.Read(new Dictionary<string, byte[]> { [OfferModel.FileName] = bytes });

            again.ToBytes().ShouldBe(bytes);
            customers.ShouldAllBe(customer => Offers(again, customer).SequenceEqual(Offers(model, customer)));
        }
    }

    [SharedDataFact]
    public void On_AdventureWorks_the_winner_beats_the_rules_beyond_chance_and_every_customer_has_an_offer()
    {
        var customers = AdventureWorks.Read(SharedDataFactAttribute.Folder!);
        var now = customers.Max(customer => customer.Orders[^1].OrderedOn).AddDays(1);

        var model = OfferModel.Train(customers, now, new OfferSettings(), s_run);

        model.Method.ShouldBe(OfferMethod.NextOrder);
        Figures(model, model.Method).AgainstRules.Low.ShouldBeGreaterThan(0.05);
        var products = model.Products.ToDictionary(product => product.ProductId, product => new ProductFacts(product.ProductId, "Product"));
        OfferModel.Read(new Dictionary<string, byte[]> { [OfferModel.FileName] = model.ToBytes() }).ToBytes().ShouldBe(model.ToBytes());
        customers.Take(2000).ShouldAllBe(customer => model.Offer(customer, new OfferEligibility(products), now).Count > 0);
    }

    static OfferWindow Window(IReadOnlyList<CustomerHistory> customers, DateTimeOffset cutoff) =>
        new(Population.ToLearnFrom(customers, cutoff), (cutoff, 60), new OfferSettings(), s_run);

    static IReadOnlyList<Guid> OffersAt(IReadOnlyList<CustomerHistory> customers, DateTimeOffset cutoff, OfferFinder[] finders)
    {
        var window = Window(customers, cutoff);
        return [.. window.Customers.SelectMany(history => OfferTrial.Of(window, history, finders).Offers).SelectMany(offers => offers).Select(offer => offer.ProductId)];
    }
}
