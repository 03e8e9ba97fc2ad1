using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Churn;

public sealed class FeatureBuilderTests
{
    const int Horizon = 90;

    [Fact]
    public void No_feature_changes_when_later_orders_are_changed()
    {
        var random = new Random(8);
        for (var trial = 0; trial < 300; trial++)
        {
            var cutoff = TestTime.Now.AddDays(-random.Next(200));
            var known = RandomOrders(random, count: 1 + random.Next(8), from: cutoff.AddDays(-700), days: 700);
            var later = RandomOrders(random, count: random.Next(8), from: cutoff.AddSeconds(1), days: 300);
            var otherLater = RandomOrders(random, count: random.Next(8), from: cutoff.AddSeconds(1), days: 300);

            var features = FeatureBuilder.Compute(With([.. known, .. later]), cutoff, Horizon);

            features.ShouldBe(FeatureBuilder.Compute(With([.. known, .. otherLater]), cutoff, Horizon));
        }
    }

    [Fact]
    public void No_feature_looks_at_columns_without_a_history()
    {
        var customer = Customer.Bought(5).Build();
        var changed = customer with { Country = "FR", IndustryCode = 9, Employees = 1, Revenue = 1, CurrencyId = null, StateCode = 1, CreatedOn = null };

        FeatureBuilder.Compute(changed, TestTime.Now, Horizon).ShouldBe(FeatureBuilder.Compute(customer, TestTime.Now, Horizon));
    }

    [Fact]
    public void Every_feature_is_known_from_the_date_of_its_orders_on() => ChurnFeatures.All.ShouldAllBe(feature => feature.KnownFrom == KnownFrom.OrderDate);

    [Fact]
    public void Every_feature_has_a_name_of_its_own_and_is_documented()
    {
        var names = ChurnFeatures.All.Select(feature => feature.Name).ToArray();

        names.Distinct().Count().ShouldBe(names.Length);
        ChurnFeatures.All.ShouldAllBe(feature => feature.Meaning.Length > 10);
    }

    [Fact]
    public void Recency_is_measured_in_days_and_in_own_gaps()
    {
        var row = Row(Customer.Bought(5).Every(days: 20).LastSeen(days: 50));

        row["recency.share"].ShouldBe(50f / 90);
        row["recency.log"].ShouldBe(MathF.Log(51), 1e-6f);
        row["recency.overdue"].ShouldBe(2.5f);
        // expected gap: four gaps of 20 and one of the horizon
        row["recency.own"].ShouldBe(MathF.Log(51f / (1 + (4 * 20 + 90) / 5f)), 1e-6f);
    }

    [Fact]
    public void A_customer_with_one_order_has_no_gap_and_no_comparison()
    {
        var row = Row(Customer.Bought(1).LastSeen(days: 3));

        foreach (var name in new[] { "recency.overdue", "rhythm.slowing", "regularity.spread", "amount.last", "discount.last", "season.lastyear" })
            row[name].ShouldBe(float.NaN, name);
        row["frequency.rate"].ShouldBe(MathF.Log(90f / 93), 1e-6f);
    }

    [Fact]
    public void No_value_grows_with_the_mere_length_of_the_record()
    {
        var (brief, lengthy) = (Row(Customer.Bought(20).Every(days: 20)), Row(Customer.Bought(200).Every(days: 20)));

        foreach (var (name, value) in lengthy) (float.IsNaN(value) && float.IsNaN(brief[name]) ? 0 : value - brief[name]).ShouldBe(0, 0.25f, name);
    }

    [Fact]
    public void Gaps_that_grow_longer_slow_the_rhythm()
    {
        var now = TestTime.Now;
        var customer = Customer.WithoutOrders().And(now.AddDays(-140)).And(now.AddDays(-130)).And(now.AddDays(-120)).And(now.AddDays(-80)).And(now.AddDays(-20));

        // gaps 10, 10, 40, 60: the last two average 50, those before 10
        Row(customer)["rhythm.slowing"].ShouldBe(MathF.Log(51f / 11), 1e-6f);
    }

    [Fact]
    public void Discounts_are_a_share_of_list_value()
    {
        var customer = Customer.Bought(3).Costing(100).And(TestTime.Now.AddDays(-1), amount: 60, discount: 40);

        Row(customer)["discount.share"].ShouldBe(40f / 400, 1e-6f);
        Row(customer)["discount.last"].ShouldBe(0.4f, 1e-6f);
    }

    [Fact]
    public void Returns_are_a_share_of_what_was_bought()
    {
        var customer = Customer.Bought(4).Costing(100).And(TestTime.Now.AddDays(-1), amount: -100);

        Row(customer)["returns.share"].ShouldBe(0.25f, 1e-6f);
    }

    [Theory]
    [InlineData(365 - 30, 1f)]   // ordered in the 90 days that began a year ago
    [InlineData(365 + 30, 0f)]
    public void A_seasonal_buyer_is_known_by_the_same_season_a_year_earlier(int daysAgo, float expected)
    {
        var customer = Customer.Bought(1).LastSeen(days: 500).And(TestTime.Now.AddDays(-daysAgo)).And(TestTime.Now.AddDays(-5));

        Row(customer)["season.lastyear"].ShouldBe(expected);
    }

    [Fact]
    public void Breadth_counts_different_products_and_is_missing_without_lines()
    {
        Row(Customer.Bought(3))["breadth.products"].ShouldBe(MathF.Log(4), 1e-6f);
        Row(Customer.Bought(70))["breadth.products"].ShouldBe(MathF.Log(6), 1e-6f, "the builder goes round five products");
        Row(Customer.Bought(7).WithoutLines())["breadth.products"].ShouldBe(float.NaN);
    }

    [Fact]
    public void Refuses_a_customer_without_an_order_up_to_the_cutoff() =>
        Should.Throw<ArgumentException>(() => FeatureBuilder.Compute(Customer.Bought(1).LastSeen(days: 1), TestTime.Now.AddDays(-2), Horizon));

    static Dictionary<string, float> Row(CustomerHistory customer)
    {
        var row = FeatureBuilder.Compute(customer, TestTime.Now, Horizon);
        return ChurnFeatures.All.Index().ToDictionary(entry => entry.Item.Name, entry => row[entry.Index]);
    }

    static CustomerHistory With(IEnumerable<Order> orders) =>
        Customer.WithoutOrders().Build() with { Orders = [.. orders.OrderBy(order => order.OrderedOn).ThenBy(order => order.Id)] };

    static Order[] RandomOrders(Random random, int count, DateTimeOffset from, int days) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var line = new OrderLine(SeededGuid.Draw(random), random.Next(-1, 5), random.Next(-50, 500), random.Next(50));
        return new Order(SeededGuid.Draw(random), from.AddDays(random.NextDouble() * days), line.Amount, line.Discount, random.Next(3) == 0 ? [] : [line]);
    })];
}
