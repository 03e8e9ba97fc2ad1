using CrmInsights.Insights.Customers;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>The computations behind the features. NaN where the customer has no such value yet.</summary>
static class Measures
{
    /// <summary>A year, to compare a season with the last one.</summary>
    public const int YearDays = 365;

    /// <summary>Orders that breadth is counted over.</summary>
    public const int BreadthOrders = 5;

    const int TenureHorizons = 2;

    public static double RecencyToGap(PurchaseView x) => Math.Log((1 + x.DaysSinceLast) / (1 + x.ExpectedGap));

    public static double Overdue(PurchaseView x) =>
        x.Gaps.Length < 2 ? double.NaN : Math.Min(5, x.DaysSinceLast / Math.Max(1, x.UsualGap!.Value));

    public static double RecentDays(PurchaseView x)
    {
        var from = PurchaseView.DayOf(x.Cutoff).AddDays(-x.HorizonDays);
        return Math.Log(1 + x.Days.Count(day => day > from));
    }

    public static double Slowing(PurchaseView x) =>
        x.Gaps.Length < 3 ? double.NaN : Math.Log((1 + LateGap(x)) / (1 + EarlyGap(x)));

    /// <summary>Mean of the last two gaps.</summary>
    public static double LateGap(PurchaseView x) => (x.Gaps[^1] + x.Gaps[^2]) / 2.0;

    /// <summary>Mean of the gaps before the last two.</summary>
    public static double EarlyGap(PurchaseView x) => x.Gaps.SkipLast(2).Average();

    public static double Spread(PurchaseView x)
    {
        if (x.Gaps.Length < 3) return double.NaN;
        var mean = x.Gaps.Average();
        return Math.Min(2, Math.Sqrt(x.Gaps.Average(gap => (gap - mean) * (gap - mean))) / mean);
    }

    public static double MeanTotal(IEnumerable<Order> orders) => (double)orders.Average(order => order.Total);

    public static double LogAmount(double amount) => Math.Log(1 + Math.Max(0, amount));

    public static double LastAmount(PurchaseView x) => x.OrderCount < 2
        ? double.NaN
        : Math.Clamp(LogAmount((double)x.Last.Total) - LogAmount(MeanTotal(x.Earlier)), -2, 2);

    /// <summary>Discount over amount plus discount; 0 where nothing was charged.</summary>
    public static double DiscountShare(IEnumerable<Order> orders)
    {
        var (discount, charged) = (0m, 0m);
        foreach (var order in orders)
        {
            discount += Math.Max(0, order.Discount);
            charged += Math.Max(0, order.Total);
        }
        return discount == 0 ? 0 : (double)(discount / (discount + charged));
    }

    public static double LastDiscount(PurchaseView x) =>
        x.OrderCount < 2 ? double.NaN : DiscountShare([x.Last]) - DiscountShare(x.Earlier);

    /// <summary>(days with an order) / (time as a customer plus one horizon), in days per horizon.</summary>
    public static double Rate(PurchaseView x) => Math.Log((double)x.Days.Count * x.HorizonDays / (Age(x) + x.HorizonDays));

    public static double Breadth(PurchaseView x) => Products(x) is var products and > 0 ? Math.Log(1 + products) : double.NaN;

    /// <summary>Number of different products in the last five orders; write-ins have no identity and do not count.</summary>
    public static int Products(PurchaseView x)
    {
        var seen = new HashSet<Guid>();
        foreach (var order in x.Orders.TakeLast(BreadthOrders))
            foreach (var line in order.Lines)
                if (line is { ProductId: { } product, Quantity: > 0 }) seen.Add(product);
        return seen.Count;
    }

    public static double Tenure(PurchaseView x) => Math.Log(1 + Math.Min(Age(x), TenureHorizons * x.HorizonDays));

    /// <summary>Value of returned lines and negative orders over the value bought, at most 1.</summary>
    public static double ReturnShare(IEnumerable<Order> orders)
    {
        var (bought, returned) = (0m, 0m);
        foreach (var order in orders)
        {
            if (order.Lines.Count == 0) Split(order.Total, ref bought, ref returned);
            foreach (var line in order.Lines) Split(line.Amount, ref bought, ref returned);
        }
        return returned == 0 ? 0 : bought == 0 ? 1 : Math.Min(1, (double)(returned / bought));
    }

    public static double Season(PurchaseView x) =>
        Age(x) < YearDays ? double.NaN : SeasonDay(x) is null ? 0 : 1;

    /// <summary>The first order day in the horizon that began a year before the cutoff.</summary>
    public static DateOnly? SeasonDay(PurchaseView x)
    {
        var from = PurchaseView.DayOf(x.Cutoff).AddDays(-YearDays);
        return x.FirstDayWithin(from, from.AddDays(Math.Min(x.HorizonDays, YearDays)));
    }

    static int Age(PurchaseView x) => PurchaseView.DayOf(x.Cutoff).DayNumber - x.Days[0].DayNumber;

    static void Split(decimal amount, ref decimal bought, ref decimal returned)
    {
        if (amount > 0) bought += amount;
        else returned -= amount;
    }
}
