using CrmInsights.Local.Import;

namespace CrmInsights.Local.Sample;

/// <summary>One invented account and all it ever ordered. It has a random stream of its own, so accounts do not depend on each other.</summary>
sealed class SampleAccount
{
    internal const double BasketProbability = 0.7;
    internal const double LeaveWithDriver = 0.30;
    internal const double LeaveWithout = 0.05;
    const double DriverShare = 0.3;
    const decimal DriverDiscount = 0.25m;
    static readonly string[] s_first = ["North", "Green", "River", "Old Town", "Harbor", "Sunny", "Maple", "Grand", "Blue", "Silver"];
    static readonly string[] s_last = ["Market", "Kitchen", "Foods", "Trading", "Corner", "Bistro", "Supply", "Stores", "Deli", "Garden"];
    static readonly (string City, string Country)[] s_places =
        [("Leeds", "United Kingdom"), ("Lyon", "France"), ("Porto", "Portugal"), ("Graz", "Austria"), ("Gdansk", "Poland"), ("Turku", "Finland")];

    internal static readonly IReadOnlySet<int> SeasonMonths = new HashSet<int> { 11, 12 };

    readonly SampleOptions _options;
    readonly Random _random;
    readonly List<OrderData> _orders = [];

    public SampleAccount(SampleOptions options, int index)
    {
        _options = options;
        _random = new Random(HashCode(options.Seed, index));
        Segment = PickSegment();
        BuysOnDiscount = _random.NextDouble() < DriverShare;
        var joined = options.End.AddDays(-options.HistoryDays * (0.08 + (0.92 * _random.NextDouble())));
        Customer = Describe(index, joined);
        PlaceOrders(joined);
    }

    public CustomerData Customer { get; }
    public SampleSegment Segment { get; }
    public bool BuysOnDiscount { get; }
    public bool HasLeft { get; private set; }
    public IReadOnlyList<OrderData> Orders => _orders;

    // System.HashCode is seeded anew in every process; this is not.
    static int HashCode(int seed, int index) => unchecked((seed * 1_000_003) ^ (index * 7_919) ^ 0x5bd1e995);

    SampleSegment PickSegment()
    {
        var draw = _random.NextDouble();
        foreach (var segment in SampleSegment.All)
        {
            if (draw < segment.Share) return segment;
            draw -= segment.Share;
        }
        return SampleSegment.All[^1];
    }

    CustomerData Describe(int index, DateTimeOffset joined)
    {
        var (city, country) = s_places[_random.Next(s_places.Length)];
        var name = $"{s_first[_random.Next(s_first.Length)]} {s_last[_random.Next(s_last.Length)]} {index + 1:0000}";
        return new CustomerData($"A{index + 1:0000}", name, new RowPlace("sample company", index + 1))
        {
            City = city,
            Country = country,
            IndustryCode = Segment.IndustryCode,
            Employees = (int)(Segment.Scale * _random.Next(3, 12)),
            Revenue = Segment.Scale * _random.Next(80, 400) * 1000,
            CreatedOn = joined,
        };
    }

    void PlaceOrders(DateTimeOffset joined)
    {
        var day = joined.AddDays(_random.Next(0, 10));
        while (day < _options.End && !HasLeft)
        {
            _orders.Add(Order(day));
            HasLeft = _random.NextDouble() < (BuysOnDiscount ? LeaveWithDriver : LeaveWithout);
            day = day.AddDays(NextGap());
        }
    }

    // A gamma gap of shape 4: regular enough to have a habit, irregular enough to look real.
    double NextGap()
    {
        var product = 1.0;
        for (var draw = 0; draw < 4; draw++) product *= 1 - _random.NextDouble();
        return Math.Max(2, -Math.Log(product) / 4 * Segment.GapDays);
    }

    OrderData Order(DateTimeOffset day)
    {
        var lines = Basket(day.Month).Select(Line).ToList();
        var number = $"{Customer.Number}-{_orders.Count + 1:00}";
        return new OrderData(number, Customer.Number, OnTheHour(day), lines, new RowPlace("sample company", _orders.Count + 1));
    }

    List<string> Basket(int month)
    {
        var basket = new List<string>();
        if (_random.NextDouble() < 0.18) basket.Add(SampleProducts.Diapers);
        var beer = basket.Count > 0 ? BasketProbability : 0.08;
        if (_random.NextDouble() < beer) basket.Add(SampleProducts.Beer);
        if (SeasonMonths.Contains(month) && _random.NextDouble() < 0.4) basket.Add(SampleProducts.Seasonal);
        var others = basket.Count == 0 ? _random.Next(1, 4) : _random.Next(0, 3);
        for (var other = 0; other < others; other++) AddOther(basket);
        return basket;
    }

    void AddOther(List<string> basket)
    {
        var product = SampleProducts.All[_random.Next(3, SampleProducts.All.Count)].Number;
        if (!basket.Contains(product)) basket.Add(product);
    }

    LineData Line(string product)
    {
        var price = SampleProducts.All.First(candidate => candidate.Number == product).Price!.Value;
        var quantity = Math.Max(1, Math.Round(Segment.Scale * _random.Next(1, 6)));
        var discount = BuysOnDiscount ? Math.Round(price * quantity * DriverDiscount, 2) : 0;
        return new LineData(product, quantity, price, discount);
    }

    static DateTimeOffset OnTheHour(DateTimeOffset day) => new(day.Year, day.Month, day.Day, 9 + (day.Day % 8), 0, 0, TimeSpan.Zero);
}
