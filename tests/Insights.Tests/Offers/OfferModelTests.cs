using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Offers;
using CrmInsights.Mining.Data;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Offers;

public sealed class OfferModelTests
{
    static readonly Guid s_bread = SeededGuid.Of("product", 1);
    static readonly Guid s_butter = SeededGuid.Of("product", 2);
    static readonly Guid s_oven = SeededGuid.Of("product", 3);
    static readonly Guid s_salt = SeededGuid.Of("product", 4);
    static readonly OfferEligibility s_shop = new(new[]
    {
        new ProductFacts(s_bread, "Bread"), new ProductFacts(s_butter, "Butter"), new ProductFacts(s_oven, "Oven"), new ProductFacts(s_salt, "Salt"),
    }.ToDictionary(product => product.Id));

    /// <summary>Of 100 customers 50 order bread, 40 of them with butter; of the other 50, who order salt, 5 have butter; 30 have an oven.</summary>
    static readonly IReadOnlyList<CustomerHistory> s_customers =
        [.. Enumerable.Range(0, 100).Select(number => Buyer(number, number < 50 ? s_bread : s_salt, number is < 40 or >= 95, number % 10 < 3))];

    static readonly OfferModel s_model = OfferModel.Train(s_customers, TestTime.Now, new OfferSettings(), new RunContext());

    static CustomerHistory Buyer(int number, Guid product, bool withButter, bool withOven)
    {
        List<Guid> first = [product];
        if (withButter) first.Add(s_butter);
        if (withOven) first.Add(s_oven);
        return new CustomerHistory
        {
            Table = "account",
            Id = SeededGuid.Of("buyer", number),
            Orders = [Order(number, 0, 60, first), Order(number, 1, 20, withButter ? [product, s_butter] : [product])],
        };
    }

    static Order Order(int customer, int number, int daysAgo, IEnumerable<Guid> products)
    {
        OrderLine[] lines = [.. products.Select(product => new OrderLine(product, 1, 10, 0))];
        return new Order(SeededGuid.Of($"order of {customer}", number), TestTime.Now.AddDays(-daysAgo), lines.Length * 10, 0, lines);
    }

    static CustomerHistory Newcomer(params Guid[] products) => new() { Table = "account", Id = SeededGuid.Of("buyer", 1000), Orders = [Order(1000, 0, 10, products)] };

    [Fact]
    public void Rules_are_counted_as_by_hand()
    {
        var rule = s_model.Rules.Single(rule => rule is { Scope: RuleScope.Orders, If.Count: 1 } && rule.If[0] == s_bread && rule.Then == s_butter);

        (rule.Support, rule.IfSupport, rule.ThenSupport, rule.Count).ShouldBe((80, 100, 90, 200));
        rule.Confidence.ShouldBe(0.8);
        rule.OthersShare.ShouldBe(0.1);
        // Wilson's lower bound of 80 in 100 at 95 % is 71.12 %: Brown, Cai and DasGupta (2001), formula 4.
        rule.Score.ShouldBe(61.12, tolerance: 0.01);
    }

    [Fact]
    public void The_reason_quotes_the_rule()
    {
        var offer = s_model.Offer(Newcomer(s_bread), s_shop, TestTime.Now)[0];

        offer.ProductId.ShouldBe(s_butter);
        offer.Kind.ShouldBe(OfferKind.CrossSell);
        offer.Reason.ShouldBe("80 % of orders with Bread also hold Butter; 8.0 times as often as other orders");
        offer.ExpectedRevenue.ShouldBe(8m);                 // 80 % of a line of 10
    }

    [Fact]
    public void A_refused_product_is_not_offered_again_for_a_quarter()
    {
        IReadOnlyList<Offer> After(int days) => s_model.Offer(Newcomer(s_bread), s_shop with { Refusals = [new(s_butter, TestTime.Now.AddDays(-days))] }, TestTime.Now);

        After(89).ShouldNotContain(offer => offer.ProductId == s_butter);
        After(90).ShouldContain(offer => offer.ProductId == s_butter);
    }

    [Fact]
    public void A_product_that_is_not_active_or_not_known_is_not_offered()
    {
        var retired = s_shop.Products.Values.Select(product => product.Id == s_butter ? product with { IsActive = false } : product).ToDictionary(product => product.Id);
        var deleted = s_shop.Products.Values.Where(product => product.Id != s_butter).ToDictionary(product => product.Id);

        s_model.Offer(Newcomer(s_bread), new(retired), TestTime.Now).ShouldNotContain(offer => offer.ProductId == s_butter);
        s_model.Offer(Newcomer(s_bread), new(deleted), TestTime.Now).ShouldNotContain(offer => offer.ProductId == s_butter);
    }

    [Fact]
    public void A_durable_product_is_not_offered_to_those_who_have_it_and_a_consumable_is()
    {
        var history = Newcomer(s_oven, s_butter) with { Orders = [Order(1000, 0, 100, [s_oven, s_butter]), Order(1000, 1, 10, [s_bread])] };

        var offers = s_model.Offer(history, s_shop, TestTime.Now);

        offers.ShouldNotContain(offer => offer.ProductId == s_oven);
        offers[0].ProductId.ShouldBe(s_butter);
        offers[0].Reason.ShouldEndWith(". Last bought on 23 Jan 2026");
    }

    [Fact]
    public void Without_a_rule_popular_products_are_offered_and_that_is_said()
    {
        var offers = s_model.Offer(Newcomer(s_oven), s_shop, TestTime.Now);

        offers.Count.ShouldBe(3);
        offers.ShouldAllBe(offer => offer.Kind == OfferKind.Popular && offer.Score <= 10 && offer.Reason.StartsWith("No buying pattern fits this customer yet."));
        offers.Select(offer => offer.ProductId).ShouldNotContain(s_oven);
    }

    [Fact]
    public void A_dearer_product_of_the_same_family_is_an_upsell()
    {
        var family = Guid.NewGuid();
        var shop = s_shop.Products.Values.Select(product => product with { FamilyId = family, Price = product.Id == s_butter ? 5 : 3 }).ToDictionary(product => product.Id);

        s_model.Offer(Newcomer(s_bread), new(shop), TestTime.Now)[0].Kind.ShouldBe(OfferKind.UpSell);
    }

    [Fact]
    public void Baskets_without_any_connection_give_no_rule()
    {
        var random = new Random(3);
        var customers = Enumerable.Range(0, 3000).Select(number => new CustomerHistory
        {
            Table = "account",
            Id = SeededGuid.Of("buyer", number),
            Orders = [Order(number, 0, 10, Enumerable.Range(0, 12).Where(_ => random.NextDouble() < 0.25).Select(product => SeededGuid.Of("product", product)))],
        }).ToArray();

        OfferModel.Train(customers, TestTime.Now, new OfferSettings(), new RunContext()).Rules.ShouldBeEmpty();
    }

    [Fact]
    public void Customers_who_buy_more_of_everything_give_no_rule()
    {
        var random = new Random(4);
        var customers = Enumerable.Range(0, 2000).Select(number => new CustomerHistory
        {
            Table = "account",
            Id = SeededGuid.Of("buyer", number),
            Orders = [.. Enumerable.Range(0, 1 + (number % 12)).Select(order => Order(number, order, 200 - order, [SeededGuid.Of("product", random.Next(30))]))],
        }).ToArray();

        OfferModel.Train(customers, TestTime.Now, new OfferSettings(), new RunContext()).Rules.Count.ShouldBeLessThan(3);
    }

    [Fact]
    public void Customers_who_objected_are_not_learned_from()
    {
        var silenced = s_customers.Select(customer => customer with { Profiling = ProfilingStatus.Objected }).ToArray();

        var model = OfferModel.Train(silenced, TestTime.Now, new OfferSettings(), new RunContext());

        model.Products.ShouldBeEmpty();
        model.Offer(Newcomer(s_bread), s_shop, TestTime.Now).ShouldBeEmpty();
    }

    [Fact]
    public void The_model_survives_its_file_and_does_not_depend_on_the_order_of_customers()
    {
        var bytes = s_model.ToBytes();
        var again = OfferModel.Train([.. s_customers.Reverse()], TestTime.Now, new OfferSettings(), new RunContext(MaxThreads: 2));

        OfferModel.Read(new Dictionary<string, byte[]> { [OfferModel.FileName] = bytes }).ToBytes().ShouldBe(bytes);
        again.ToBytes().ShouldBe(bytes);
    }

    [Theory]
    [InlineData("\"formatVersion\":2", "\"formatVersion\":1", "formatVersion")]
    [InlineData("\"method\":\"rules\"", "\"method\":\"popular\"", "method")]
    [InlineData("\"curves\":[]", "\"curves\":[{\"columns\":[],\"model\":{}}]", "curves")]
    [InlineData("\"contest\":null,", "", "contest")]
    [InlineData("\"rules\":", "\"rulez\":", "rulez")]
    [InlineData("\"scope\":\"orders\"", "\"scope\":\"planets\"", "scope")]
    [InlineData("\"support\":", "\"support\":9", "support")]
    public void A_damaged_file_is_refused_with_the_place(string found, string replaced, string named)
    {
        var text = System.Text.Encoding.UTF8.GetString(s_model.ToBytes()).Replace(found, replaced, StringComparison.Ordinal);

        Should.Throw<InvalidDataException>(() => OfferModel.Read(new Dictionary<string, byte[]> { [OfferModel.FileName] = System.Text.Encoding.UTF8.GetBytes(text) }))
            .Message.ShouldContain(named);
    }
}
