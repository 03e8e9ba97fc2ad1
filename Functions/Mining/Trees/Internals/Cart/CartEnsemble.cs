using System.Globalization;

namespace CrmInsights.Mining.Trees.Internals.Cart;

/// <summary>Writes a decision tree down as the trees of an ensemble.</summary>
static class CartEnsemble
{
    public static TreeEnsemble Of(CartTask task, CartNode[] nodes, CartFeature[] features)
    {
        var outputs = task.ClassCount > 2 ? task.ClassCount : 1;
        var header = new EnsembleHeader(
            task.IsClasses ? "custom" : "regression",
            [.. features.Select((_, feature) => string.Create(CultureInfo.InvariantCulture, $"Column_{feature}"))],
            [.. features.Select(_ => "none")]);
        return new TreeEnsemble([.. Enumerable.Range(0, outputs).Select(output => TreeOf(task, nodes, outputs == 1 ? 1 : output))], outputs, header);
    }

    static Tree TreeOf(CartTask task, CartNode[] nodes, int output)
    {
        CartNode[] inner = [.. nodes.Where(node => node.Split is not null)];
        CartNode[] leaves = [.. nodes.Where(node => node.Split is null)];
        var places = PlacesOf(nodes);
        var arrays = new NodeArrays(inner.Length);
        for (var node = 0; node < inner.Length; node++) Describe(arrays, node, inner[node].Split!);
        return new Tree
        {
            SplitFeature = arrays.Feature,
            Threshold = arrays.Threshold,
            Kind = arrays.Kind,
            Left = Array.ConvertAll(inner, node => places[node.Left]),
            Right = Array.ConvertAll(inner, node => places[node.Right]),
            SplitGain = arrays.Gain,
            InternalValue = Array.ConvertAll(inner, node => ValueOf(task, node, output)),
            InternalWeight = Array.ConvertAll(inner, node => task.Weight(node.Totals)),
            InternalCount = Array.ConvertAll(inner, node => node.RowCount),
            LeafValue = Array.ConvertAll(leaves, node => ValueOf(task, node, output)),
            LeafWeight = Array.ConvertAll(leaves, node => task.Weight(node.Totals)),
            LeafCount = Array.ConvertAll(leaves, node => node.RowCount),
            CategoryStarts = [.. arrays.CategoryStarts],
            CategoryBits = [.. arrays.CategoryBits],
        };
    }

    /// <summary>Inner nodes are counted up from 0, leaves down from -1.</summary>
    static int[] PlacesOf(CartNode[] nodes)
    {
        var (inner, leaves) = (0, 0);
        return Array.ConvertAll(nodes, node => node.Split is null ? ~leaves++ : inner++);
    }

    static void Describe(NodeArrays arrays, int node, CartSplit split)
    {
        arrays.Feature[node] = split.Feature;
        arrays.Gain[node] = split.Gain;
        if (split.Listed is null)
        {
            arrays.Kind[node] = NodeKind.Numerical(MissingKind.NaN, split.MissingLeft);
            arrays.Threshold[node] = split.Threshold;
            return;
        }
        arrays.Kind[node] = NodeKind.Categorical(MissingKind.NaN);
        arrays.Threshold[node] = arrays.CategoryStarts.Count - 1;
        var words = new uint[split.Listed[^1] / 32 + 1];
        foreach (var category in split.Listed) words[category / 32] |= 1u << (category % 32);
        arrays.CategoryBits.AddRange(words);
        arrays.CategoryStarts.Add(arrays.CategoryBits.Count);
    }

    static double ValueOf(CartTask task, CartNode node, int output) =>
        task.IsClasses ? node.Totals[output] / task.Weight(node.Totals) : task.Value(node.Totals);
}
