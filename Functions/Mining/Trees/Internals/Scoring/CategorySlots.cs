namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>
/// Makes nodes of categories look like nodes of numbers for a walk: each has a place of its own among the codes of a row, and there 1 where the row goes right. What a
/// category says of all nodes of its feature lies side by side, so that a row copies one stretch a feature.
/// </summary>
sealed class CategorySlots
{
    /// <summary>Entries of all tables, 32 MB.</summary>
    const long MostEntries = 1 << 24;

    readonly Dictionary<(Tree, int), int> _places = [];
    readonly Table[] _tables;

    CategorySlots(IReadOnlyList<Tree> trees, ChannelTable channels)
    {
        Count = channels.FirstCategorical;
        _tables = [.. channels.Categories.Select(feature => Fill(feature.Key, feature.Value, [.. NodesOf(trees, feature.Key)]))];
    }

    /// <summary>Number of codes of a row: those of numbers, then one a node of categories.</summary>
    public int Count { get; private set; }

    /// <summary>Lays out the nodes; null where the tables would be too large.</summary>
    public static CategorySlots? For(IReadOnlyList<Tree> trees, ChannelTable channels) =>
        channels.Categories.Sum(feature => (long)feature.Value.Count * NodesOf(trees, feature.Key).Count()) > MostEntries ? null : new CategorySlots(trees, channels);

    public int PlaceOf(Tree tree, int node) => _places[(tree, node)];

    /// <summary>Writes what the categories of a row decide.</summary>
    public void Write(ReadOnlySpan<float> row, Span<ushort> codes)
    {
        foreach (var table in _tables)
            table.GoesRight.AsSpan(table.Codes.CodeOf(row[table.Feature]) * table.NodeCount, table.NodeCount).CopyTo(codes[table.Start..]);
    }

    Table Fill(int feature, CategoryCodes codes, (Tree Tree, int Node)[] nodes)
    {
        var table = new Table(feature, codes, Count, nodes.Length, new ushort[codes.Count * nodes.Length]);
        Array.Fill(table.GoesRight, (ushort)1);
        for (var place = 0; place < nodes.Length; place++)
        {
            _places[nodes[place]] = Count++;
            foreach (var category in nodes[place].Tree.CategoriesLeft(nodes[place].Node)) table.GoesRight[codes.CodeOf(category) * nodes.Length + place] = 0;
        }
        return table;
    }

    static IEnumerable<(Tree, int)> NodesOf(IReadOnlyList<Tree> trees, int feature) =>
        trees.SelectMany(tree => Enumerable.Range(0, tree.NodeTotal).Where(node => tree.SplitFeature[node] == feature && tree.Kind[node].IsCategorical).Select(node => (tree, node)));

    /// <summary>Decisions of one feature.</summary>
    /// <param name="Feature">The feature.</param>
    /// <param name="Codes">Its categories.</param>
    /// <param name="Start">Where its nodes begin among the codes of a row.</param>
    /// <param name="NodeCount">How many they are.</param>
    /// <param name="GoesRight">Code after code, one a node.</param>
    sealed record Table(int Feature, CategoryCodes Codes, int Start, int NodeCount, ushort[] GoesRight);
}
