using CrmInsights.Insights.Churn.Internals;

namespace CrmInsights.Insights.Churn;

/// <summary>One thing the churn model looks at.</summary>
public sealed record FeatureDefinition
{
    internal FeatureDefinition(string name, ReasonTopic topic, string meaning, Func<PurchaseView, double> value) =>
        (Name, Topic, Meaning, Value) = (name, topic, meaning, value);

    /// <summary>Name in model files.</summary>
    public string Name { get; }
    /// <summary>Grows when the computation changes, so that an old model is not fed with new numbers.</summary>
    public int Version { get; init; } = 1;
    /// <summary>From when on the value was known; decides whether a back-test may use it.</summary>
    public KnownFrom KnownFrom { get; init; } = KnownFrom.OrderDate;
    /// <summary>The reason it is shown under.</summary>
    public ReasonTopic Topic { get; }
    /// <summary>What it measures, in plain words.</summary>
    public string Meaning { get; }

    internal Func<PurchaseView, double> Value { get; }
}

/// <summary>From when on a value was known.</summary>
public enum KnownFrom
{
    /// <summary>From the date of the orders it is computed from.</summary>
    OrderDate,
    /// <summary>Only today's value is known: the column changes and the store keeps no history of it. Used in no back-test.</summary>
    Today,
}

/// <summary>What a reason is about; features of one topic are shown as one reason.</summary>
public enum ReasonTopic
{
    /// <summary>How long ago the last order is, against the own rhythm.</summary>
    Recency,
    /// <summary>How often the customer has ordered.</summary>
    Frequency,
    /// <summary>Whether gaps get longer.</summary>
    Rhythm,
    /// <summary>How even the gaps are.</summary>
    Regularity,
    /// <summary>Order amounts.</summary>
    Amount,
    /// <summary>Discounts.</summary>
    Discount,
    /// <summary>How many different products.</summary>
    Breadth,
    /// <summary>How long a customer.</summary>
    Tenure,
    /// <summary>Returned goods.</summary>
    Returns,
    /// <summary>The same season a year earlier.</summary>
    Season,
}
