using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Clusters;

/// <summary>How many clusters the data have: as many as come out again when part of the rows is left out.</summary>
/// <remarks>Ben-Hur, Elisseeff and Guyon (2002), Pacific Symposium on Biocomputing; the index is <see cref="AdjustedRand"/>.</remarks>
public static class ClusterCount
{
    /// <summary>Tries every number of clusters; the largest that is about as stable as the best, with no cluster too small, is chosen.</summary>
    /// <returns>One trial a number of clusters, fewest first.</returns>
    public static IReadOnlyList<ClusterCountTrial> ByStability(FeatureMatrix x, ClusterCountOptions options, RunContext run)
    {
        options.Validate();
        var trials = new List<ClusterCountTrial>();
        for (var count = options.Fewest; count <= Math.Min(options.Most, x.RowCount); count++)
        {
            var part = run.Part(count - options.Fewest, options.Most - options.Fewest + 1);
            var model = KMeans.Fit(x, new KMeansOptions { ClusterCount = count, Seed = options.Seed, Restarts = 3 }, part.Part(0, 2));
            trials.Add(new ClusterCountTrial(model, Agreement(x, count, options, part.Part(1, 2)), SmallestShare(x, model), false));
        }
        var eligible = trials.Where(trial => trial.SmallestShare >= options.LeastShare).ToList();
        if (eligible.Count == 0) return trials;

        var best = eligible.Max(trial => trial.Agreement);
        var chosen = eligible.Last(trial => trial.Agreement >= best - options.Slack);
        return [.. trials.Select(trial => ReferenceEquals(trial, chosen) ? trial with { Chosen = true } : trial)];
    }

    static double Agreement(FeatureMatrix x, int count, ClusterCountOptions options, RunContext run)
    {
        var random = new Random(options.Seed);
        var (before, seenBefore) = Refit(x, count, options, run.Part(0, options.Refits), random);
        var sum = 0.0;
        for (var refit = 1; refit < options.Refits; refit++)
        {
            var (labels, seen) = Refit(x, count, options, run.Part(refit, options.Refits), random);
            int[] both = [.. Enumerable.Range(0, x.RowCount).Where(row => seen[row] && seenBefore[row])];
            sum += AdjustedRand.Of(Array.ConvertAll(both, row => before[row]), Array.ConvertAll(both, row => labels[row]));
            (before, seenBefore) = (labels, seen);
        }
        return sum / (options.Refits - 1);
    }

    static (int[] Labels, bool[] Seen) Refit(FeatureMatrix x, int count, ClusterCountOptions options, RunContext run, Random random)
    {
        var order = Enumerable.Range(0, x.RowCount).ToArray();
        random.Shuffle(order);
        var sample = order[..Math.Max(count, (int)(options.SampleShare * x.RowCount))];
        var seen = new bool[x.RowCount];
        foreach (var row in sample) seen[row] = true;
        var model = KMeans.Fit(RowSample.Of(x, sample), new KMeansOptions { ClusterCount = count, Seed = random.Next() }, run);
        return (Labels(x, model), seen);
    }

    static double SmallestShare(FeatureMatrix x, KMeansModel model)
    {
        var counts = new int[model.ClusterCount];
        foreach (var label in Labels(x, model)) counts[label]++;
        return (double)counts.Min() / x.RowCount;
    }

    static int[] Labels(FeatureMatrix x, KMeansModel model)
    {
        var labels = new int[x.RowCount];
        model.Predict(x, labels);
        return labels;
    }
}
