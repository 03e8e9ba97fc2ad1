using CrmInsights.Local.Import;

namespace CrmInsights.Local.Sample;

/// <summary>An invented wholesaler with a known truth: what it is made of is written down in <see cref="Truth"/>.</summary>
sealed class SampleCompany : ICompanyData
{
    readonly IReadOnlyList<CustomerData> _customers;
    readonly IReadOnlyList<OrderData> _orders;

    SampleCompany(IReadOnlyList<CustomerData> customers, IReadOnlyList<OrderData> orders, SampleTruth truth)
    {
        _customers = customers;
        _orders = orders;
        Truth = truth;
    }

    public string Source => "sample";
    public string CustomerTable => "account";
    public long OrderRowCount => _orders.Sum(order => order.Lines.Count);
    public SampleTruth Truth { get; }

    public IEnumerable<ProductData> ReadProducts() => SampleProducts.All;

    public IEnumerable<CustomerData> ReadCustomers() => _customers;

    public IEnumerable<OrderData> ReadOrders(KnownNumbers known) => _orders;

    public static SampleCompany Generate(SampleOptions options)
    {
        var accounts = Enumerable.Range(0, options.AccountCount).Select(account => new SampleAccount(options, account)).ToList();
        var orders = accounts.SelectMany(account => account.Orders)
            .OrderBy(order => order.OrderedOn).ThenBy(order => order.Number, StringComparer.Ordinal).ToList();
        return new SampleCompany([.. accounts.Select(account => account.Customer)], orders, Describe(accounts));
    }

    static SampleTruth Describe(IReadOnlyList<SampleAccount> accounts) => new()
    {
        BasketIf = SampleProducts.Diapers,
        BasketThen = SampleProducts.Beer,
        BasketProbability = SampleAccount.BasketProbability,
        Segments = accounts.ToDictionary(account => account.Customer.Number, account => account.Segment),
        DiscountAccounts = accounts.Where(account => account.BuysOnDiscount).Select(account => account.Customer.Number).ToHashSet(),
        LeaveProbabilityWithDriver = SampleAccount.LeaveWithDriver,
        LeaveProbabilityWithout = SampleAccount.LeaveWithout,
        Left = accounts.Where(account => account.HasLeft).ToDictionary(account => account.Customer.Number, account => account.Orders[^1].OrderedOn),
        SeasonalProduct = SampleProducts.Seasonal,
        SeasonMonths = SampleAccount.SeasonMonths,
    };
}
