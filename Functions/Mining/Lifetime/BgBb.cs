using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>BG/BB: at each opportunity an active customer buys with a probability of its own, and before each it may have left for good.</summary>
/// <remarks>Fader, Hardie and Shang (2010), Marketing Science 29(6).</remarks>
public static class BgBb
{
    /// <summary>Most opportunities a customer may have had.</summary>
    public const int MaxOpportunities = 10_000;

    /// <summary>Fits the four parameters by maximum likelihood.</summary>
    /// <exception cref="ArgumentException">No customer, one whose numbers contradict each other, or nobody who ever bought.</exception>
    public static BgBbModel Fit(IReadOnlyList<OpportunitySummary> customers, PurchaseModelOptions options, RunContext run)
    {
        for (var row = 0; row < customers.Count; row++) Validate(row, customers[row]);
        if (!customers.Any(customer => customer.Frequency > 0))
            throw new ArgumentException($"None of the {customers.Count} customers took an opportunity; the BG/BB model needs at least one who did.");

        var (parameters, fit) = new OpportunityLikelihood(customers).Maximise(options, run);
        return new BgBbModel(parameters, fit);
    }

    internal static void Validate(int row, OpportunitySummary customer)
    {
        var (frequency, recency, opportunities) = customer;
        if (opportunities is < 0 or > MaxOpportunities || frequency < 0 || frequency > recency || recency > opportunities || frequency == 0 && recency > 0)
            throw new ArgumentException(
                $"Customer {row} has frequency {frequency}, recency {recency} and {opportunities} opportunities; rising numbers from 0 to "
                + $"{MaxOpportunities} were expected, and recency 0 without a purchase.");
    }
}
