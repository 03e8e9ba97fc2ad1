using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Tests.Trees;

/// <summary>Seeded trees that no fit would give, and rows that hit their thresholds: every kind of node, empty leaves, values at the edge of what floats hold.</summary>
static class RandomTrees
{
    public static readonly float[] OddValues =
        [float.NaN, 0, -0f, 1e-36f, -1e-36f, 2e-35f, float.Epsilon, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, -0.5f, -1, 7.9f, 300, 70_000];

    /// <summary>Splits a random leaf again and again, or always one of the last two; the first features are numbers of every missing kind, the others categories.</summary>
    public static Tree Tree(Random random, int leaves, int features, bool isChain = false, int numbers = 3)
    {
        var (feature, threshold, kind, left, right) = (new List<int>(), new List<double>(), new List<NodeKind>(), new List<int>(), new List<int>());
        var (starts, bits) = (new List<int> { 0 }, new List<uint>());
        var open = new List<(int Parent, bool IsLeft)> { (-1, false) };
        for (var node = 0; node < leaves - 1; node++)
        {
            var place = isChain ? Math.Max(0, open.Count - 1 - random.Next(2)) : random.Next(open.Count);
            var (parent, isLeft) = open[place];
            if (parent >= 0) (isLeft ? left : right)[parent] = node;
            open[place] = (node, true);
            open.Add((node, false));
            feature.Add(random.Next(features));
            left.Add(0);
            right.Add(0);
            if (feature[node] < numbers)
            {
                threshold.Add(random.Next(4) == 0 ? OddValues[1 + random.Next(9)] : Math.Round(random.NextDouble() * 8 - 4, leaves > 256 ? 3 : 1));
                kind.Add(NodeKind.Numerical((MissingKind)(feature[node] == 2 ? random.Next(3) : feature[node] % 3), random.Next(2) == 0));
                continue;
            }
            threshold.Add(starts.Count - 1);
            kind.Add(NodeKind.Categorical(MissingKind.NaN));
            for (var word = 0; word < 1 + random.Next(3); word++) bits.Add((uint)random.Next() & (uint)random.Next());
            starts.Add(bits.Count);
        }
        for (var leaf = 0; leaf < open.Count; leaf++)
            if (open[leaf].Parent >= 0) (open[leaf].IsLeft ? left : right)[open[leaf].Parent] = ~leaf;
        int[] leafCounts = [.. Enumerable.Range(0, leaves).Select(_ => random.Next(5) == 0 ? 0 : random.Next(50))];
        return new Tree
        {
            SplitFeature = [.. feature],
            Threshold = [.. threshold],
            Kind = [.. kind],
            Left = [.. left],
            Right = [.. right],
            SplitGain = new double[leaves - 1],
            InternalValue = new double[leaves - 1],
            InternalWeight = new double[leaves - 1],
            InternalCount = Counts(left, right, leafCounts),
            LeafValue = [.. Enumerable.Range(0, leaves).Select(_ => random.NextDouble() - 0.5)],
            LeafWeight = new double[leaves],
            LeafCount = leafCounts,
            CategoryStarts = [.. starts],
            CategoryBits = [.. bits],
        };
    }

    /// <summary>One category goes left to -1 with 30 training rows, all else right to 1 with 10.</summary>
    public static Tree Stump(NodeKind kind, int category)
    {
        var bits = new uint[category / 32 + 1];
        bits[category / 32] = 1u << category % 32;
        return Stump(kind, 0, bits);
    }

    /// <summary>Values up to a threshold go left to -1 with 30 training rows, all else right to 1 with 10.</summary>
    public static Tree Stump(NodeKind kind, double threshold) => Stump(kind, threshold, []);

    static Tree Stump(NodeKind kind, double threshold, uint[] bits) =>
        new()
        {
            SplitFeature = [0],
            Threshold = [threshold],
            Kind = [kind],
            Left = [~0],
            Right = [~1],
            SplitGain = [1],
            InternalValue = [0],
            InternalWeight = [40],
            InternalCount = [40],
            LeafValue = [-1, 1],
            LeafWeight = [30, 10],
            LeafCount = [30, 10],
            CategoryStarts = [0, bits.Length],
            CategoryBits = bits,
        };

    public static FeatureMatrix Rows(Random random, int rows, int features, Tree[] trees, int numbers = 3)
    {
        var values = new float[rows * features];
        var thresholds = trees.SelectMany(tree => tree.Threshold).Append(0).ToArray();
        for (var at = 0; at < values.Length; at++)
            values[at] = random.Next(3) switch
            {
                0 => OddValues[random.Next(OddValues.Length)],
                1 => (float)thresholds[random.Next(thresholds.Length)],
                _ => at % features < numbers ? (float)(random.NextDouble() * 8 - 4) : random.Next(100),
            };
        return new FeatureMatrix(values, rows, features);
    }

    static int[] Counts(List<int> left, List<int> right, int[] leafCounts)
    {
        var counts = new int[left.Count];
        for (var node = left.Count - 1; node >= 0; node--) counts[node] = Count(left[node]) + Count(right[node]);
        return counts;

        int Count(int child) => child < 0 ? leafCounts[~child] : counts[child];
    }
}
