using CrmInsights.Insights.Customers;

namespace CrmInsights.Testing;

/// <summary>
/// A company whose customers follow a known law, so that the true churn probability of each is known. A customer orders at random with
/// a constant rate and may leave for good right after any order: rarely in general, often where he only buys at a discount.
/// </summary>
/// <remarks>This is the story behind the BG/NBD model with both of its parameters given, so P(gone) has a closed form.</remarks>
public sealed class PlantedCompany
{
    const double MeanGapDays = 20;
    const double LeavesRarely = 0.04;
    const double LeavesOften = 0.35;
    const decimal HunterDiscountShare = 0.3m;

    readonly Dictionary<Guid, double> _leaving = [];

    public PlantedCompany(int customers, int days, int seed)
    {
        var random = new Random(seed);
        Begin = TestTime.Now.AddDays(-days);
        Customers = [.. Enumerable.Range(0, customers).Select(number => Draw(number, days, random))];
    }

    public DateTimeOffset Begin { get; }

    public IReadOnlyList<CustomerHistory> Customers { get; }

    /// <summary>True for customers who buy at a discount only: the planted driver.</summary>
    public bool IsHunter(CustomerHistory customer) => _leaving[customer.Id] == LeavesOften;

    /// <summary>The true probability of no order in the next <paramref name="horizonDays"/> days, given the days since the last order.</summary>
    public double ChurnProbability(CustomerHistory customer, double daysSinceLast, int horizonDays)
    {
        var leaves = _leaving[customer.Id];
        var silentAnyway = (1 - leaves) * Math.Exp(-daysSinceLast / MeanGapDays);
        var stillThere = silentAnyway / (leaves + silentAnyway);
        return 1 - stillThere * (1 - Math.Exp(-horizonDays / MeanGapDays));
    }

    CustomerHistory Draw(int number, int days, Random random)
    {
        var hunter = random.Next(3) == 0;
        var id = SeededGuid.Of("planted customer", number);
        _leaving[id] = hunter ? LeavesOften : LeavesRarely;
        var orders = new List<Order>();
        for (var day = random.NextDouble() * days; day < days; day += Gap(random))
        {
            orders.Add(DrawOrder(number, orders.Count, Begin.AddDays(day), hunter, random));
            if (random.NextDouble() < _leaving[id]) break;
        }
        return new CustomerHistory { Table = "account", Id = id, CreatedOn = orders[0].OrderedOn, Orders = orders };
    }

    static Order DrawOrder(int number, int index, DateTimeOffset on, bool hunter, Random random)
    {
        var list = 50 + random.Next(200);
        var discount = hunter ? list * HunterDiscountShare : 0;
        var line = new OrderLine(SeededGuid.Of("product", random.Next(20)), 1, list - discount, discount);
        return new Order(SeededGuid.Of($"planted order of {number}", index), on, line.Amount, line.Discount, [line]);
    }

    static double Gap(Random random) => -MeanGapDays * Math.Log(1 - random.NextDouble());
}
