using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Insights.Value.Internals;

/// <summary>
/// What is ahead of one customer: the purchase model, brought in line with the churn model, which knows more of each customer. Who orders
/// within the horizon is active and orders at least once; and the wait is stretched so that an order within the horizon is as likely as churn says.
/// </summary>
sealed class Outlook
{
    const int TwoYears = 730;
    const int LongestDays = 36_500;
    const double LeastShare = 0.05;                         // beyond these the wait would follow from rounding errors
    const double MostShare = 0.95;

    readonly PurchaseModel _model;
    readonly CustomerPurchases _bought;
    readonly double _leastChance;
    readonly double _raised;
    readonly double _stretch;

    Outlook(PurchaseModel model, CustomerPurchases bought, OrderSoon? soon)
    {
        (_model, _bought, _leastChance) = (model, bought, soon?.Probability ?? 0);
        var computed = model.ProbabilityAlive(bought.Frequency, bought.Recency, bought.Age);
        Alive = Math.Max(computed, _leastChance);
        _raised = computed > 1e-6 ? Alive / computed : 1;
        _stretch = soon is { } said && Alive > 0 ? said.Days / Wait(Math.Clamp(said.Probability / Alive, LeastShare, MostShare)) : 1;
    }

    public static Outlook Of(PurchaseModel model, CustomerPurchases bought, OrderSoon? soon) => new(model, bought, soon);

    public double Alive { get; }

    /// <summary>Expected orders of the next days, a year or more of them.</summary>
    public double Orders(int days) => Math.Max(_leastChance, _raised * _model.ExpectedPurchases(days, _bought.Frequency, _bought.Recency, _bought.Age));

    /// <summary>Null where an order within two years is less likely than not.</summary>
    public NextOrder? NextOrder(DateOnly today)
    {
        var chance = Math.Max(_leastChance, _raised * _model.ProbabilityOfPurchase(TwoYears / _stretch, _bought.Frequency, _bought.Recency, _bought.Age));
        if (chance < 0.5) return null;
        DateOnly At(double share) => today.AddDays((int)Math.Clamp(Math.Ceiling(_stretch * Wait(share)), 1, LongestDays));
        return new NextOrder(At(0.5), At(0.1), At(0.9));
    }

    double Wait(double share) => _model.WaitIfActive(share, _bought.Frequency, _bought.Age);
}
