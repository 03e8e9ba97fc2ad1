namespace CrmInsights.Insights.Value;

/// <summary>What an admin may set for values.</summary>
public sealed record ValueSettings
{
    /// <summary>Margin as a share of revenue where product costs are not known, 0 to 1.</summary>
    public double Margin { get; init; } = 0.3;
    /// <summary>Yearly rate by which later money counts less, 0 to 1.</summary>
    public double DiscountRate { get; init; } = 0.1;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public void Validate()
    {
        if (!(Margin is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(Margin), Margin, "The assumed margin must be more than 0 and at most 1, such as 0.3.");
        if (!(DiscountRate is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(DiscountRate), DiscountRate, "The yearly discount rate must be 0 to 1, such as 0.1.");
    }
}
