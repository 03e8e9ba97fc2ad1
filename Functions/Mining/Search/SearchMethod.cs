namespace CrmInsights.Mining.Search;

/// <summary>Which search an answer came from.</summary>
public enum SearchMethod
{
    /// <summary>The best next step again and again, then local search.</summary>
    Greedy,
    /// <summary>A search that leaves nothing out: branch and bound, or all subsets.</summary>
    Exact,
    /// <summary>The genetic algorithm.</summary>
    Genetic,
}
