namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>
/// An ensemble laid out for scoring: features become byte codes once a row, and nodes compare bytes. Leaf values are added in tree order, so that the margins have the
/// same bits as those of a plain walk.
/// </summary>
sealed class ScoringPlan
{
    const int MostLeaves = 256;

    ScoringPlan(IReadOnlyList<Tree> trees, int outputCount, ChannelTable channels)
    {
        Blocks = new BlockScorer([.. trees.Select(tree => PlannedTree.Of(tree, channels))], outputCount, channels);
        Rows = new RowScorer([.. trees.Select(tree => WalkedTree.Of(tree, channels))], outputCount, channels);
    }

    /// <summary>Scores many rows.</summary>
    public BlockScorer Blocks { get; }

    /// <summary>Scores one row.</summary>
    public RowScorer Rows { get; }

    /// <summary>Lays out an ensemble; null where a feature has too many thresholds or a tree too many leaves for bytes, so that a plain walk has to do.</summary>
    public static ScoringPlan? For(IReadOnlyList<Tree> trees, int outputCount)
    {
        if (trees.Any(tree => tree.LeafTotal > MostLeaves)) return null;
        return ChannelTable.For(trees) is { } channels ? new ScoringPlan(trees, outputCount, channels) : null;
    }
}
