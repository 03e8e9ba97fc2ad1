using System.CommandLine;

namespace CrmInsights.Local.Mine.Searching;

/// <summary>`mine search`: the best choice among too many to try.</summary>
static class SearchVerb
{
    public static Command Describe() => new("search", "Searches the best choice by greedy steps, exactly where that is possible, and by a genetic algorithm; the best answer is taken, and all are shown.")
    {
        OffersVerb.Describe(),
        FeaturesVerb.Describe(),
    };
}
