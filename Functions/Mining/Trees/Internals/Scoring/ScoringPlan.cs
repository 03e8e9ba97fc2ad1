using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>
/// An ensemble laid out for scoring: features become codes of one byte or two once a row, and nodes compare codes. Leaf values are added in tree order, so that the margins have the
/// same bits as those of a plain walk.
/// </summary>
sealed class ScoringPlan
{
    const int MostLeavesOfByte = 256;

    /// <summary>A block decides every node for every row, so its time grows with the leaves; a walk's grows with the depth.</summary>
    const int MostLeavesOfBlock = 4_096;

    /// <summary>Leaves and decisions of a walked tree are numbered with 24 bits.</summary>
    const int MostLeaves = 1 << 23;

    /// <summary>A block costs as much as about so many single rows, however few of its rows are there.</summary>
    const int MostSingleRows = 12;

    readonly int _outputCount;
    readonly IReadOnlyList<Tree> _trees;

    ScoringPlan(IReadOnlyList<Tree> trees, int outputCount, ChannelTable channels)
    {
        _outputCount = outputCount;
        var leaves = trees.Select(tree => tree.LeafTotal).DefaultIfEmpty().Max();
        IsWide = channels.IsWide || leaves > MostLeavesOfByte;
        if (leaves <= MostLeavesOfBlock) Blocks = BlocksOf([.. trees.Select(tree => PlannedTree.Of(tree, channels, IsWide))], channels);
        Rows = RowScorer.For(trees, outputCount, channels);
        Words = IsWide ? null : WordScorer.For(trees, outputCount, channels);
        _trees = trees;
    }

    BlockScorer BlocksOf(PlannedTree[] trees, ChannelTable channels) =>
        IsWide ? new BlockScorer<ushort>(trees, _outputCount, channels) : new BlockScorer<byte>(trees, _outputCount, channels);

    /// <summary>Whether codes or leaves take two bytes.</summary>
    public bool IsWide { get; }

    /// <summary>Scores rows of trees that fit words, faster than the others; null where they or the processor do not.</summary>
    public WordScorer? Words { get; }

    /// <summary>Scores many rows; null where trees have so many leaves that single rows are faster.</summary>
    public BlockScorer? Blocks { get; }

    /// <summary>Scores one row; null where the tables of its categories would be too large.</summary>
    public RowScorer? Rows { get; }

    /// <summary>Adds the margins of a row, one an output.</summary>
    public void Add(ReadOnlySpan<float> row, Span<double> margins)
    {
        if (Words is not null) Words.Add(row, margins);
        else if (Rows is not null) Rows.Add(row, margins);
        else WalkPlainly(row, margins);
    }

    void WalkPlainly(ReadOnlySpan<float> row, Span<double> margins)
    {
        for (var tree = 0; tree < _trees.Count; tree++) margins[tree % _outputCount] += _trees[tree].Predict(row);
    }

    /// <summary>Adds the margins of some rows: row after row, one an output.</summary>
    public void Add(FeatureMatrix rows, Span<double> margins)
    {
        if (rows.RowCount > MostSingleRows && Blocks is not null) Blocks.Add(rows, margins);
        else
            for (var row = 0; row < rows.RowCount; row++) Add(rows.Row(row), margins.Slice(row * _outputCount, _outputCount));
    }

    /// <summary>Lays out an ensemble; null where a feature has too many thresholds or categories for codes, so that a plain walk has to do.</summary>
    public static ScoringPlan? For(IReadOnlyList<Tree> trees, int outputCount)
    {
        if (trees.Any(tree => tree.LeafTotal > MostLeaves)) return null;
        return ChannelTable.For(trees) is { } channels ? new ScoringPlan(trees, outputCount, channels) : null;
    }
}
