using System.Runtime.InteropServices;

namespace CrmInsights.Mining.Lifetime;

/// <summary>Turns single purchases, in any order, into one summary a customer. Purchases of one day are merged.</summary>
public sealed class PurchaseSummaryBuilder<TCustomer>(PurchaseSummaryOptions options) where TCustomer : notnull
{
    readonly Dictionary<TCustomer, List<(int Day, decimal Amount)>> _purchases = [];
    int _lastDay;

    /// <summary>Takes one purchase.</summary>
    /// <param name="customer">Who bought.</param>
    /// <param name="date">When.</param>
    /// <param name="amount">What was paid; a return of the same day may be given as a negative amount.</param>
    public void Add(TCustomer customer, DateOnly date, decimal amount)
    {
        ref var purchases = ref CollectionsMarshal.GetValueRefOrAddDefault(_purchases, customer, out _);
        purchases ??= [];
        purchases.Add((date.DayNumber, amount));
        _lastDay = Math.Max(_lastDay, date.DayNumber);
    }

    /// <summary>One entry a customer whose first purchase lies in the calibration, in the order in which customers were first added.</summary>
    public IReadOnlyList<CustomerHistory<TCustomer>> Build()
    {
        var end = options.CalibrationEnd?.DayNumber ?? _lastDay;
        var histories = new List<CustomerHistory<TCustomer>>(_purchases.Count);
        foreach (var (customer, purchases) in _purchases)
        {
            purchases.Sort();
            if (purchases[0].Day <= end) histories.Add(Summarise(customer, purchases, end));
        }
        return histories;
    }

    CustomerHistory<TCustomer> Summarise(TCustomer customer, List<(int Day, decimal Amount)> purchases, int end)
    {
        var (first, last) = (purchases[0].Day, purchases[0].Day);
        var (frequency, later, previous) = (0, 0, first);
        var spent = 0m;
        foreach (var (day, amount) in purchases)
        {
            if (day > first && day <= end) spent += amount;
            if (day == previous) continue;
            if (day <= end) (frequency, last) = (frequency + 1, day);
            else later++;
            previous = day;
        }
        var mean = frequency == 0 ? 0 : (double)(spent / frequency);
        var summary = new PurchaseSummary(frequency, (last - first) / options.DaysPerUnit, (end - first) / options.DaysPerUnit, mean);
        return new CustomerHistory<TCustomer>(customer, summary, later);
    }
}
