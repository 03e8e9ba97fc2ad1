namespace CrmInsights.Insights.Offers;

/// <summary>Ways to find offers, the simplest first.</summary>
public enum OfferMethod
{
    /// <summary>What goes with what the customer buys, by rules; where none fits, what is popular.</summary>
    Rules,
    /// <summary>What sells of late, for everybody alike.</summary>
    Popular,
    /// <summary>What the customer is due to buy again, beside what is popular.</summary>
    Repeat,
    /// <summary>What customers with the same products have, beside what is popular.</summary>
    Neighbours,
    /// <summary>What the next order holds after one like the last, beside what is popular.</summary>
    NextOrder,
    /// <summary>Rules, repeat purchases, neighbours, next orders and popularity weighed against one another.</summary>
    Blend,
}
