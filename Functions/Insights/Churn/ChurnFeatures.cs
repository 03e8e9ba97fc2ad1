using CrmInsights.Insights.Churn.Internals;

namespace CrmInsights.Insights.Churn;

/// <summary>Everything the churn model looks at, in the order of its columns. docs/models.md says the same in words.</summary>
/// <remarks>No feature grows merely because the record gets longer: the model would meet values it never saw in training.</remarks>
public static class ChurnFeatures
{
    /// <summary>The definitions.</summary>
    public static IReadOnlyList<FeatureDefinition> All { get; } =
    [
        new("recency.share", ReasonTopic.Recency, "Days since the last order, as a share of the horizon", x => (double)x.DaysSinceLast / x.HorizonDays),
        new("recency.log", ReasonTopic.Recency, "Days since the last order, logarithm", x => Math.Log(1 + x.DaysSinceLast)),
        new("recency.own", ReasonTopic.Recency, "Days since the last order against the expected gap, logarithm", Measures.RecencyToGap),
        new("recency.overdue", ReasonTopic.Recency, "Days since the last order in usual gaps, at most 5; from the third order day on", Measures.Overdue),
        new("frequency.rate", ReasonTopic.Frequency, "Days with an order per horizon, drawn towards one, logarithm", Measures.Rate),
        new("frequency.recent", ReasonTopic.Frequency, "Days with an order within one horizon before the cutoff, logarithm", Measures.RecentDays),
        new("rhythm.slowing", ReasonTopic.Rhythm, "The last two gaps against those before, logarithm; from the fourth order day on", Measures.Slowing),
        new("regularity.spread", ReasonTopic.Regularity, "Spread of the gaps as a share of their mean, at most 2; from the fourth order day on", Measures.Spread),
        new("amount.usual", ReasonTopic.Amount, "Mean order amount, logarithm", x => Measures.LogAmount(Measures.MeanTotal(x.Orders))),
        new("amount.last", ReasonTopic.Amount, "Last order amount against the mean before, logarithm, within -2 and 2; from the second order on", Measures.LastAmount),
        new("discount.share", ReasonTopic.Discount, "Discount as a share of list value", x => Measures.DiscountShare(x.Orders)),
        new("discount.last", ReasonTopic.Discount, "Discount share of the last order minus that of the orders before; from the second order on", Measures.LastDiscount),
        new("breadth.products", ReasonTopic.Breadth, "Different products in the last five orders, logarithm; where they have lines", Measures.Breadth),
        new("tenure.days", ReasonTopic.Tenure, "Days since the first order, at most two horizons, logarithm", Measures.Tenure),
        new("returns.share", ReasonTopic.Returns, "Value returned as a share of value bought", x => Measures.ReturnShare(x.Orders)),
        new("season.lastyear", ReasonTopic.Season, "1 where the customer ordered in the same season a year earlier, else 0; after a year as a customer", Measures.Season),
    ];
}
