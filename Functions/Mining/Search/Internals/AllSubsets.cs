using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Search.Internals;

/// <summary>Scores every subset.</summary>
static class AllSubsets
{
    public static SubsetResult Best(int count, ScoredSubsets scored, RunContext run)
    {
        var scores = new double[1 << count];
        var done = 0;
        BlockSums.ForEach(scores.Length, run, mask =>
        {
            run.Report(Interlocked.Increment(ref done), scores.Length);
            scores[mask] = scored.Of(Bits(mask, count));
        });
        var best = 0;
        for (var mask = 1; mask < scores.Length; mask++)
            if (scores[mask] > scores[best]) best = mask;
        return new SubsetResult(Bits(best, count), scores[best], SearchMethod.Exact, scores.Length, double.NaN, double.NaN);
    }

    static bool[] Bits(int mask, int count)
    {
        var bits = new bool[count];
        for (var bit = 0; bit < count; bit++) bits[bit] = (mask >> bit & 1) == 1;
        return bits;
    }
}
