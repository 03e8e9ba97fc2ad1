using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>Purchases of a file, summed up by customer.</summary>
sealed class PurchaseInput
{
    readonly Dictionary<string, List<int>> _days = [];
    readonly int _daysPerUnit;
    int _end;

    PurchaseInput(PurchaseSummaryOptions options) => _daysPerUnit = options.Unit == PurchaseTimeUnit.Week ? 7 : 1;

    public int Count { get; private set; }
    public decimal Amount { get; private set; }
    public IReadOnlyList<CustomerHistory<string>> Customers { get; private set; } = [];

    /// <summary>Reads --data up to --calibration-end, or whole.</summary>
    public static PurchaseInput Read(ParseResult parsed, PurchaseTimeUnit unit, CancellationToken cancellation)
    {
        var options = new PurchaseSummaryOptions { Unit = unit, CalibrationEnd = LifetimeFlags.EndOf(parsed) };
        var purchases = MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream => Read(stream, EventFlags.Purchases(parsed), options, cancellation));
        return purchases.Customers.Count > 0 ? purchases : throw new CommandFailedException($"No customer bought before {parsed.GetValue(LifetimeFlags.End)}; give a later --calibration-end.");
    }

    /// <exception cref="InvalidDataException">A column is missing or a value does not fit; names line and column.</exception>
    static PurchaseInput Read(Stream stream, EventColumns columns, PurchaseSummaryOptions options, CancellationToken cancellation)
    {
        var (input, builder) = (new PurchaseInput(options), new PurchaseSummaryBuilder<string>(options));
        input.Count = PurchaseReader.Read(stream, Add, cancellation, columns);
        input.Customers = builder.Build();
        if (options.CalibrationEnd is { } end) input._end = end.DayNumber;
        return input;

        void Add(string customer, DateOnly day, decimal amount)
        {
            builder.Add(customer, day, amount);
            input.Amount += amount;
            input._end = Math.Max(input._end, day.DayNumber);
            if (!input._days.TryGetValue(customer, out var days)) input._days.Add(customer, days = []);
            days.Add(day.DayNumber);
        }
    }

    /// <summary>A customer's units after the one of its first purchase, each an occasion to buy once.</summary>
    public OpportunitySummary Occasions(CustomerHistory<string> customer)
    {
        var days = _days[customer.Customer];
        var first = days.Min();
        var units = days.Where(day => day <= _end).Select(day => (day - first) / _daysPerUnit).Where(unit => unit > 0).ToHashSet();
        return new OpportunitySummary(units.Count, units.Count == 0 ? 0 : units.Max(), (_end - first) / _daysPerUnit);
    }
}
