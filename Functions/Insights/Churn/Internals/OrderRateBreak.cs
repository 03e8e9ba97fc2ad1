using CrmInsights.Insights.Customers;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>A lasting jump or fall of the orders a day: what customers did before says little about what they do since.</summary>
/// <param name="On">Where the new rate begins.</param>
/// <param name="Before">Orders a day in the 90 days before.</param>
/// <param name="After">Orders a day in the 90 days after.</param>
sealed record OrderRateBreak(DateTimeOffset On, double Before, double After)
{
    const int BinDays = 30;
    const int NearBins = 3;
    const double Factor = 2;
    const double Steady = 1.41;                             // a rate that moves more than this within 90 days anyway is growing, not breaking
    const double Deviations = 4;

    /// <summary>
    /// The sharpest break, looked for at steps of 30 days back from now. It must come out of a steady rate, change it by a factor of 2 within
    /// 90 days and beyond chance, and last: every 30 days since lie beyond every 30 days before. So neither growth nor a season is one.
    /// </summary>
    public static OrderRateBreak? Find(IReadOnlyList<CustomerHistory> customers, DateTimeOffset now)
    {
        var counts = Count(customers, now);
        OrderRateBreak? sharpest = null;
        for (var split = NearBins; split <= counts.Length - NearBins; split++)
        {
            var (before, after) = (counts[(split - NearBins)..split], counts[split..(split + NearBins)]);
            if (!Lasts(counts, split) || before.Max() > Steady * before.Min() || !IsBeyondChance(before.Sum(), after.Sum())) continue;
            var found = new OrderRateBreak(now.AddDays(-BinDays * (double)(counts.Length - split)), Rate(before), Rate(after));
            if (found.Size >= Factor && found.Size > (sharpest?.Size ?? 0)) sharpest = found;
        }
        return sharpest;
    }

    /// <summary>How many times the rate rose or fell.</summary>
    public double Size => Math.Max(Before, After) / Math.Max(1e-9, Math.Min(Before, After));

    // Whole steps of 30 days, oldest first; the rest at the beginning of the history is left out.
    static int[] Count(IReadOnlyList<CustomerHistory> customers, DateTimeOffset now)
    {
        var first = customers.Min(customer => customer.Orders[0].OrderedOn);
        var counts = new int[(int)((now - first).TotalDays / BinDays)];
        foreach (var customer in customers)
            foreach (var order in customer.Orders)
            {
                var age = (int)((now - order.OrderedOn).TotalDays / BinDays);
                if (order.OrderedOn <= now && age < counts.Length) counts[counts.Length - 1 - age]++;
            }
        return counts;
    }

    static bool Lasts(int[] counts, int split)
    {
        var (before, after) = (counts[..split], counts[split..]);
        return after.Min() > before.Max() || after.Max() < before.Min();
    }

    // The difference of two Poisson counts has the variance of their sum.
    static bool IsBeyondChance(int before, int after) => Math.Abs(after - before) > Deviations * Math.Sqrt(after + before);

    static double Rate(int[] counts) => counts.Sum() / (double)(counts.Length * BinDays);
}
