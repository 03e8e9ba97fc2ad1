using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Segments.Internals;
using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Segments;

/// <summary>Finds segments: k-means on robustly scaled behaviour, with as many clusters as come out alike again and again.</summary>
public static class SegmentTrainer
{
    /// <summary>Fewest segments.</summary>
    public const int Fewest = 3;
    /// <summary>Most segments.</summary>
    public const int Most = 8;
    /// <summary>Smallest share of the customers in a segment.</summary>
    public const double SmallestShare = 0.03;

    const int FewestCustomers = 100;
    const int FewestOrderDays = 2;                          // with one order there is no rhythm to learn from
    const double LeastStability = 0.5;
    const double Alike = 0.01;
    const int Seed = 42;

    /// <summary>Learns from the orders up to <paramref name="now"/>. Where no segments are found that is an answer, not an error.</summary>
    /// <param name="customers">All customers.</param>
    /// <param name="now">The end of the data.</param>
    /// <param name="former">The segments so far, whose numbers are kept; null where there are none.</param>
    /// <param name="run">Threads, progress and cancellation.</param>
    public static SegmentTrainingResult Train(IReadOnlyList<CustomerHistory> customers, DateTimeOffset now, SegmentModel? former, RunContext run)
    {
        var all = Population.ToLearnFrom(customers, now).Select(customer => Behaviour.Of(customer, now)!).ToArray();
        var known = all.Where(behaviour => behaviour.OrderDays >= FewestOrderDays).ToArray();
        if (known.Length < FewestCustomers) return Refused($"{known.Length} customers have ordered on two days or more; {FewestCustomers} are needed.", []);

        var scale = RobustScale.Of(known);
        var rows = scale.Apply(known);
        var candidates = Enumerable.Range(Fewest, Most - Fewest + 1).Select(count => Try(rows, count, run)).ToArray();
        var fitting = candidates.Where(candidate => candidate.SmallestShare >= SmallestShare && candidate.Stability >= LeastStability).ToArray();
        if (fitting.Length == 0) return Refused("no number of groups from 3 to 8 came out alike when found again on random halves of the customers.", candidates);

        var best = fitting.Last(candidate => candidate.Stability >= fitting.Max(other => other.Stability) - Alike);
        var space = new SegmentSpace(Fit(rows, best.Count, run), scale);
        return new SegmentTrainingResult(new SegmentModel(now, SegmentNaming.Describe(space, all, former), space), [Describe(best, candidates)], candidates);
    }

    static SegmentCandidate Try(FeatureMatrix rows, int count, RunContext run)
    {
        var labels = new int[rows.RowCount];
        Fit(rows, count, run).Predict(rows, labels);
        var smallest = Enumerable.Range(0, count).Min(cluster => labels.Count(label => label == cluster));
        return new SegmentCandidate(count, Stability.Of(rows, count, run), (double)smallest / rows.RowCount);
    }

    static KMeansModel Fit(FeatureMatrix rows, int count, RunContext run) =>
        KMeans.Fit(rows, new KMeansOptions { ClusterCount = count, Restarts = 5, Seed = Seed }, run);

    static string Describe(SegmentCandidate best, IReadOnlyList<SegmentCandidate> candidates)
    {
        var others = candidates.Where(other => other != best).Select(other => $"{other.Count}: {Words.Number(other.Stability, "0.00")}");
        return $"Segments: {best.Count}, because that many come out alike most reliably on random halves of the customers "
            + $"(agreement {Words.Number(best.Stability, "0.00")}; {string.Join(", ", others)}).";
    }

    static SegmentTrainingResult Refused(string why, IReadOnlyList<SegmentCandidate> candidates) => new(null, ["No segments: " + why], candidates);
}
