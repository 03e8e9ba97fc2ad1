namespace CrmInsights.Insights.Offers.Internals;

/// <summary>What is known of a customer and a product, as columns of a row.</summary>
static class SignalColumns
{
    /// <summary>ln(1 + days since the last order).</summary>
    public const int Idle = 0;
    /// <summary>ln(1 + days with an order within the horizon before).</summary>
    public const int Active = 1;
    /// <summary>ln of the product's share of late orders.</summary>
    public const int Share = 2;
    /// <summary>1 where the customer has bought the product, else 0.</summary>
    public const int Bought = 3;
    /// <summary>ln of the chance that the product is due again within the horizon; 0 where it was never bought.</summary>
    public const int Due = 4;
    /// <summary>How much of a habit the product is; 0 where it was never bought.</summary>
    public const int Habit = 5;
    /// <summary>ln(1 + 100 x likeness to what the customer bought of late).</summary>
    public const int Neighbour = 6;
    /// <summary>ln(1 + score of the best rule that fits); 0 where none does.</summary>
    public const int Rule = 7;
    /// <summary>By how much the last order moves the log-share of the product in the next.</summary>
    public const int Next = 8;
    public const int Count = 9;

    /// <summary>The columns that a method looks at. The first two are of the customer alone: they move its chances, not their order.</summary>
    public static int[] Of(OfferMethod method) => method switch
    {
        OfferMethod.Rules => [Idle, Active, Rule],
        OfferMethod.Popular => [Idle, Active, Share],
        OfferMethod.Repeat => [Idle, Active, Share, Bought, Due, Habit],
        OfferMethod.Neighbours => [Idle, Active, Share, Neighbour],
        OfferMethod.NextOrder => [Idle, Active, Share, Next],
        _ => [Idle, Active, Share, Bought, Due, Habit, Neighbour, Rule, Next],
    };

    /// <summary>True where more of it can only speak for a product; a weight against that is chance.</summary>
    public static bool MayOnlyRaise(int column) => column is Share or Due or Habit or Neighbour or Rule or Next;
}
