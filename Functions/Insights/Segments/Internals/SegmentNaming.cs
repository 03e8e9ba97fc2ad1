using System.Security.Cryptography;
using System.Text;

namespace CrmInsights.Insights.Segments.Internals;

/// <summary>Gives clusters an identity, a name and a profile.</summary>
static class SegmentNaming
{
    const double SameWithin = 1;                            // logarithms, summed over the features: all of them together by a factor of e

    public static IReadOnlyList<Segment> Describe(SegmentSpace space, IReadOnlyList<Behaviour> customers, SegmentModel? former)
    {
        var members = customers.ToLookup(space.ClusterOf);
        var numbers = Numbers(space, former);
        var names = Names(space);
        return [.. Enumerable.Range(0, names.Length).Select(cluster => new Segment(
            IdOf(numbers[cluster]), numbers[cluster], names[cluster], SegmentWords.Profile([.. members[cluster]], customers), members[cluster].Count()))];
    }

    /// <summary>The key of the row follows from the number, so that a repeated training finds its row again.</summary>
    static Guid IdOf(int number) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"segment {number}")).AsSpan(0, 16));

    static int[] Numbers(SegmentSpace space, SegmentModel? former)
    {
        var matches = former is null ? null : SegmentMatching.Match(Distances(space, former.Space), SameWithin);
        var next = former?.Segments.Max(segment => segment.Number) ?? 0;
        var numbers = new int[space.Centers.ClusterCount];
        for (var cluster = 0; cluster < numbers.Length; cluster++)
            numbers[cluster] = matches is not null && matches[cluster] >= 0 ? former!.Segments[matches[cluster]].Number : ++next;
        return numbers;
    }

    static double[][] Distances(SegmentSpace now, SegmentSpace then) =>
    [
        .. Enumerable.Range(0, now.Centers.ClusterCount).Select(cluster => Enumerable.Range(0, then.Centers.ClusterCount)
            .Select(former => Distance(now.UsualOf(cluster), then.UsualOf(former))).ToArray()),
    ];

    static double Distance(double[] now, double[] then) => now.Zip(then, (here, there) => Math.Abs(Math.Log((1 + here) / (1 + there)))).Sum();

    static string[] Names(SegmentSpace space)
    {
        var names = Enumerable.Range(0, space.Centers.ClusterCount).Select(cluster => SegmentWords.Name(space, cluster)).ToArray();
        // Two clusters may earn the same words; then the usual amount tells them apart, and their order where even that is the same.
        foreach (var same in names.Select((name, cluster) => (name, cluster)).GroupBy(pair => pair.name).Where(group => group.Count() > 1).ToList())
            foreach (var (name, cluster) in same) names[cluster] = $"{name} (about {SegmentWords.Rounded(space.UsualOf(cluster)[0])} an order)";
        for (var cluster = 1; cluster < names.Length; cluster++)
            if (Array.IndexOf(names, names[cluster]) < cluster) names[cluster] += $" {cluster + 1}";
        return names;
    }
}
