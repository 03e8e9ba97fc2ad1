using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Search.Internals;

/// <summary>From nothing, the best single change (add, drop or exchange) again and again until none helps.</summary>
static class GreedySubset
{
    public static (bool[] Subset, double Score) Find(int count, ScoredSubsets scored, RunContext run)
    {
        var subset = new bool[count];
        var score = scored.Of(subset);
        while (true)
        {
            run.Report(0, 0);
            var neighbours = Neighbours(subset);
            var scores = new double[neighbours.Count];
            BlockSums.ForEach(scores.Length, run, place => scores[place] = scored.Of(neighbours[place]));
            var best = 0;
            for (var place = 1; place < scores.Length; place++)
                if (scores[place] > scores[best]) best = place;
            if (scores[best] <= score) return (subset, score);
            (subset, score) = (neighbours[best], scores[best]);
        }
    }

    static List<bool[]> Neighbours(bool[] subset)
    {
        var neighbours = new List<bool[]>();
        for (var first = 0; first < subset.Length; first++)
        {
            neighbours.Add(Flipped(subset, first, first));
            for (var second = 0; second < first; second++)
                if (subset[first] != subset[second]) neighbours.Add(Flipped(subset, first, second));
        }
        return neighbours;
    }

    static bool[] Flipped(bool[] subset, int first, int second)
    {
        var flipped = (bool[])subset.Clone();
        flipped[first] = !subset[first];
        flipped[second] = !subset[second];
        return flipped;
    }
}
