using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>
/// An ensemble laid out for scoring: features become byte codes once a row, and nodes compare bytes. Leaf values are added in tree order, so that the margins have the
/// same bits as those of a plain walk.
/// </summary>
sealed class ScoringPlan
{
    const int MostLeaves = 256;

    /// <summary>A block costs as much as about so many single rows, however few of its rows are there.</summary>
    const int MostSingleRows = 12;

    readonly int _outputCount;

    ScoringPlan(IReadOnlyList<Tree> trees, int outputCount, ChannelTable channels)
    {
        _outputCount = outputCount;
        Blocks = new BlockScorer([.. trees.Select(tree => PlannedTree.Of(tree, channels))], outputCount, channels);
        Rows = new RowScorer([.. trees.Select(tree => WalkedTree.Of(tree, channels))], outputCount, channels);
        Words = WordScorer.For(trees, outputCount, channels);
    }

    /// <summary>Scores rows of trees that fit words, faster than the others; null where they or the processor do not.</summary>
    public WordScorer? Words { get; }

    /// <summary>Scores many rows.</summary>
    public BlockScorer Blocks { get; }

    /// <summary>Scores one row.</summary>
    public RowScorer Rows { get; }

    /// <summary>Adds the margins of a row, one an output.</summary>
    public void Add(ReadOnlySpan<float> row, Span<double> margins)
    {
        if (Words is not null) Words.Add(row, margins);
        else Rows.Add(row, margins);
    }

    /// <summary>Adds the margins of some rows: row after row, one an output.</summary>
    public void Add(FeatureMatrix rows, Span<double> margins)
    {
        if (rows.RowCount > MostSingleRows) Blocks.Add(rows, margins);
        else
            for (var row = 0; row < rows.RowCount; row++) Add(rows.Row(row), margins.Slice(row * _outputCount, _outputCount));
    }

    /// <summary>Lays out an ensemble; null where a feature has too many thresholds or a tree too many leaves for bytes, so that a plain walk has to do.</summary>
    public static ScoringPlan? For(IReadOnlyList<Tree> trees, int outputCount)
    {
        if (trees.Any(tree => tree.LeafTotal > MostLeaves)) return null;
        return ChannelTable.For(trees) is { } channels ? new ScoringPlan(trees, outputCount, channels) : null;
    }
}
