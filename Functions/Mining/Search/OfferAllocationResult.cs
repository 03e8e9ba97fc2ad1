namespace CrmInsights.Mining.Search;

/// <summary>Which customer gets which offer.</summary>
/// <param name="OptionOfCustomer">Place of the offer in the problem's options, or -1 for none; one a customer.</param>
/// <param name="Value">Sum of the values.</param>
/// <param name="Cost">Sum of the costs.</param>
/// <param name="Search">The search that found it.</param>
/// <param name="UpperBound">No allocation can bring more.</param>
/// <param name="IsProvenBest">True where the exact search came to its end.</param>
public sealed record OfferAllocationResult(int[] OptionOfCustomer, double Value, double Cost, SearchMethod Search, double UpperBound, bool IsProvenBest)
{
    /// <summary>What each search that ran found, to see which one is worth its time.</summary>
    public required IReadOnlyDictionary<SearchMethod, double> ValueOfSearch { get; init; }
}
