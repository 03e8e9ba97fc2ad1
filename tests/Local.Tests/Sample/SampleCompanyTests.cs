using CrmInsights.Local.Import;
using CrmInsights.Local.Sample;

namespace CrmInsights.Local.Tests.Sample;

public sealed class SampleCompanyTests
{
    static readonly DateTimeOffset s_end = new(2026, 5, 3, 0, 0, 0, TimeSpan.Zero);
    static readonly KnownNumbers s_known = new(new Dictionary<string, Guid>(), new Dictionary<string, Guid>());

    static SampleCompany Company(int seed = 42, int accounts = 2000) =>
        SampleCompany.Generate(new SampleOptions { Seed = seed, AccountCount = accounts, End = s_end });

    static IReadOnlyList<OrderData> Orders(SampleCompany company) => [.. company.ReadOrders(s_known)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(42)]
    [InlineData(-7)]
    [InlineData(int.MaxValue)]
    public void Stays_within_12000_orders_and_30000_lines(int seed)
    {
        var company = Company(seed);

        company.ReadCustomers().Count().ShouldBe(2000);
        Orders(company).Count.ShouldBeInRange(5000, 12_000);
        company.OrderRowCount.ShouldBeInRange(10_000, 30_000);
    }

    [Fact]
    public void The_same_seed_gives_the_same_company()
    {
        Describe(Company()).ShouldBe(Describe(Company()));
        Describe(Company(seed: 43)).ShouldNotBe(Describe(Company()));
    }

    static string Describe(SampleCompany company) => string.Join('\n', Orders(company).Select(order =>
        $"{order.Number} {order.Customer} {order.OrderedOn:O} {string.Join(';', order.Lines.Select(line => $"{line.Product} {line.Quantity} {line.Price} {line.Discount}"))}"));

    [Fact]
    public void An_account_does_not_depend_on_how_many_others_there_are() =>
        Describe(Company(accounts: 20)).Split('\n').ShouldBeSubsetOf(Describe(Company(accounts: 40)).Split('\n'));

    [Fact]
    public void Nothing_happens_on_or_after_the_end() =>
        Orders(Company()).ShouldAllBe(order => order.OrderedOn < s_end);

    [Fact]
    public void Every_order_names_a_known_account_and_known_products()
    {
        var company = Company();
        var accounts = company.ReadCustomers().Select(account => account.Number).ToHashSet();
        var products = company.ReadProducts().Select(product => product.Number).ToHashSet();

        products.Count.ShouldBe(60);
        Orders(company).ShouldAllBe(order => accounts.Contains(order.Customer) && order.Lines.Count > 0 && order.Lines.All(line => products.Contains(line.Product!)));
    }

    [Fact]
    public void The_basket_rule_holds_with_its_probability()
    {
        var company = Company();
        var baskets = Orders(company).Select(order => order.Lines.Select(line => line.Product).ToHashSet()).ToList();
        var withIf = baskets.Where(basket => basket.Contains(company.Truth.BasketIf)).ToList();
        var without = baskets.Where(basket => !basket.Contains(company.Truth.BasketIf)).ToList();

        // About 1,500 baskets: four standard errors of a share are 0.05.
        Share(withIf, company.Truth.BasketThen).ShouldBe(company.Truth.BasketProbability, 0.05);
        Share(without, company.Truth.BasketThen).ShouldBeLessThan(0.12);
    }

    static double Share(IReadOnlyCollection<HashSet<string?>> baskets, string product) =>
        (double)baskets.Count(basket => basket.Contains(product)) / baskets.Count;

    [Fact]
    public void An_order_is_the_last_with_the_planted_probability()
    {
        var company = Company();
        var orders = Orders(company).ToLookup(order => company.Truth.DiscountAccounts.Contains(order.Customer));
        var left = company.Truth.Left.Keys.ToLookup(company.Truth.DiscountAccounts.Contains);

        // Over 2,000 draws each: four standard errors are below 0.04.
        ((double)left[true].Count() / orders[true].Count()).ShouldBe(company.Truth.LeaveProbabilityWithDriver, 0.04);
        ((double)left[false].Count() / orders[false].Count()).ShouldBe(company.Truth.LeaveProbabilityWithout, 0.04);
    }

    [Fact]
    public void Who_has_left_never_orders_again()
    {
        var company = Company();
        var last = Orders(company).GroupBy(order => order.Customer).ToDictionary(group => group.Key, group => group.Max(order => order.OrderedOn));

        company.Truth.Left.ShouldAllBe(left => last[left.Key] == left.Value);
    }

    [Fact]
    public void The_seasonal_product_sells_in_its_months_only()
    {
        var company = Company();
        var months = Orders(company).Where(order => order.Lines.Any(line => line.Product == company.Truth.SeasonalProduct)).Select(order => order.OrderedOn.Month).ToHashSet();

        months.SetEquals(company.Truth.SeasonMonths).ShouldBeTrue();
    }

    [Fact]
    public void The_segments_have_their_shares()
    {
        var truth = Company().Truth;

        foreach (var segment in SampleSegment.All)
            ((double)truth.Segments.Values.Count(found => found == segment) / truth.Segments.Count).ShouldBe(segment.Share, 0.05);
    }
}
