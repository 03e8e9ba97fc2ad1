using CrmInsights.Insights.Customers;

namespace CrmInsights.Testing;

/// <summary>Builds the history of one customer with valid defaults; a test states only what it is about.</summary>
public sealed class CustomerBuilder
{
    readonly List<Order> _added = [];
    int _orders;
    double _gapDays = 30;
    double _lastSeenDays = 10;
    decimal _amount = 100;
    decimal _discount;
    int _number = 1;
    bool _withLines = true;
    DateTimeOffset _now = TestTime.Now;
    CustomerHistory _row = new()
    {
        Table = "account",
        Id = Guid.Empty,
        IndustryCode = 1,
        Country = "DE",
        Employees = 50,
        Revenue = 1_000_000,
        CurrencyId = SeededGuid.Of("currency", 1),
    };

    /// <summary>Regular orders; see <see cref="Customer.Bought"/>.</summary>
    public CustomerBuilder WithOrders(int count) => With(() => _orders = count);

    /// <summary>Days between the regular orders.</summary>
    public CustomerBuilder Every(double days) => With(() => _gapDays = days);

    /// <summary>Days from the last regular order to now.</summary>
    public CustomerBuilder LastSeen(double days) => With(() => _lastSeenDays = days);

    /// <summary>Amount and discount of each regular order.</summary>
    public CustomerBuilder Costing(decimal amount, decimal discount = 0) => With(() => (_amount, _discount) = (amount, discount));

    /// <summary>Regular orders without lines.</summary>
    public CustomerBuilder WithoutLines() => With(() => _withLines = false);

    /// <summary>The moment that days are counted back from.</summary>
    public CustomerBuilder At(DateTimeOffset now) => With(() => _now = now);

    /// <summary>Tells customers of one test apart.</summary>
    public CustomerBuilder Number(int number) => With(() => _number = number);

    /// <summary>Adds one order on a day of its own.</summary>
    public CustomerBuilder And(DateTimeOffset on, decimal amount = 100, decimal discount = 0) =>
        With(() => _added.Add(Make(_added.Count + 1_000, on, amount, discount)));

    /// <summary>A customer who said so about profiling.</summary>
    public CustomerBuilder Saying(ProfilingStatus status) => With(() => _row = _row with { Profiling = status });

    /// <summary>Changes columns of the customer's own row.</summary>
    public CustomerBuilder WithRow(Func<CustomerHistory, CustomerHistory> change) => With(() => _row = change(_row));

    /// <summary>The history.</summary>
    public CustomerHistory Build()
    {
        var last = _now.AddDays(-_lastSeenDays);
        var regular = Enumerable.Range(0, _orders).Select(index => Make(index, last.AddDays(-_gapDays * (_orders - 1 - index)), _amount, _discount));
        return _row with
        {
            Id = SeededGuid.Of("customer", _number),
            CreatedOn = _row.CreatedOn ?? _now.AddYears(-3),
            Orders = [.. regular.Concat(_added).OrderBy(order => order.OrderedOn).ThenBy(order => order.Id)],
        };
    }

    public static implicit operator CustomerHistory(CustomerBuilder builder) => builder.Build();

    Order Make(int index, DateTimeOffset on, decimal amount, decimal discount)
    {
        OrderLine[] lines = _withLines ? [new OrderLine(SeededGuid.Of("product", index % 5), 1, amount, discount)] : [];
        return new Order(SeededGuid.Of($"order of {_number}", index), on, amount, discount, lines);
    }

    CustomerBuilder With(Action change)
    {
        change();
        return this;
    }
}
