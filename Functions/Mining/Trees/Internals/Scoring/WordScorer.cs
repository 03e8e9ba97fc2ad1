using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>
/// Scores one row by trees of up to 64 leaves without a branch that depends on the data: one look-up brings the codes of all nodes of a tree, one comparison decides them,
/// and where each node leads is looked up in itself, which doubles the steps every time, until the root leads to a leaf.
/// </summary>
/// <remarks>All nodes are decided at once as in QuickScorer (Lucchese et al. 2015); the leaf is found by pointer jumping (Wyllie 1979), as four vectors a tree stay in the first
/// cache where its masks of leaves take ten. Needs AVX-512 VBMI; elsewhere <see cref="RowScorer"/> gives the same bits.</remarks>
sealed class WordScorer
{
    /// <summary>Vectors of a tree, as <see cref="WordTree.CopyTo"/> writes them.</summary>
    const int TreeLength = 4;
    const int ShallowDepth = 16;

    /// <summary>Byte b takes byte b / 8 of a word.</summary>
    static readonly Vector512<byte> s_byteOfNode = Vector512.Create([.. Enumerable.Range(0, 64).Select(node => (byte)(node / 8))]);

    /// <summary>All leaves lead to themselves.</summary>
    static readonly Vector512<byte> s_leaves = Vector512.Create([.. Enumerable.Range(WordTree.FirstLeaf, 64).Select(place => (byte)place)]);

    readonly int _treeCount;
    readonly AlignedBytes _tables;
    readonly double[] _leafValues;
    readonly RowCodes _codes;
    readonly CategoryWords[] _categories;
    /// <summary>The words of all categorical features, one after the other.</summary>
    readonly ulong[] _words;
    readonly int _outputCount;
    readonly bool _isDeep;

    WordScorer(IReadOnlyList<Tree> trees, int outputCount, ChannelTable channels)
    {
        (_treeCount, _outputCount, _codes) = (trees.Count, outputCount, new RowCodes(channels));
        WordTree[] words = [.. trees.Select(tree => WordTree.Of(tree, channels))];
        _isDeep = words.Any(tree => tree.Depth > ShallowDepth);
        _leafValues = [.. words.SelectMany(tree => tree.LeafValues)];
        _tables = new AlignedBytes(words.Length * TreeLength * Vector512<byte>.Count);
        for (var tree = 0; tree < words.Length; tree++) words[tree].CopyTo(Table(tree));
        _categories = [.. channels.Categories.Select(feature => new CategoryWords(feature.Key, feature.Value, trees))];
        _words = [.. _categories.SelectMany(feature => feature.Words)];
    }

    public static bool IsSupported => Avx512Vbmi.IsSupported;

    /// <summary>Lays out an ensemble; null where it does not fit words.</summary>
    public static WordScorer? For(IReadOnlyList<Tree> trees, int outputCount, ChannelTable channels) =>
        IsSupported && channels.FirstCategorical <= RowCodes.MostChannels && trees.All(tree => tree.LeafTotal <= WordTree.MostLeaves) ? new WordScorer(trees, outputCount, channels) : null;

    /// <summary>Adds the margins of a row, one an output.</summary>
    public void Add(ReadOnlySpan<float> row, Span<double> margins)
    {
        Span<int> places = stackalloc int[_categories.Length];
        PlaceCategories(row, places);
        _codes.Encode(row, out var low, out var high);
        for (var output = 0; output < _outputCount; output++) margins[output] = SumOf(output, margins[output], low, high, places);
    }

    void PlaceCategories(ReadOnlySpan<float> row, Span<int> places)
    {
        var before = 0;
        for (var feature = 0; feature < places.Length; feature++)
        {
            var words = _categories[feature];
            places[feature] = before + words.PlaceOf(row[words.Feature]);
            before += words.Words.Length;
        }
    }

    /// <summary>Adds the trees of an output to its margin, in a register: through memory each tree would wait for the one before.</summary>
    double SumOf(int output, double sum, Vector512<byte> low, Vector512<byte> high, ReadOnlySpan<int> places)
    {
        var (byteOfNode, leaves) = (s_byteOfNode, s_leaves);
        var bitOfNode = Vector512.Create(0x8040201008040201ul).AsByte();
        var tables = MemoryMarshal.Cast<byte, Vector512<byte>>(_tables.Span);
        for (var tree = output; tree < _treeCount; tree += _outputCount)
        {
            var table = tables.Slice(tree * TreeLength, TreeLength);
            var nodes = _codes.IsWide ? Avx512Vbmi.PermuteVar64x8x2(low, table[0], high) : Avx512Vbmi.PermuteVar64x8(low, table[0]);
            var next = Vector512.ConditionalSelect(Vector512.GreaterThan(nodes, table[1]), table[3], table[2]);
            if (places.Length > 0)
            {
                var words = Avx512BW.Shuffle(Vector512.Create(GoesRight(places, tree)).AsByte(), byteOfNode);
                next = Vector512.ConditionalSelect(Vector512.Equals(words & bitOfNode, Vector512<byte>.Zero), next, table[3]);
            }
            sum += _leafValues[tree * WordTree.MostLeaves + LeafOf(next, leaves)];
        }
        return sum;
    }

    /// <summary>A bit a categorical node, set where it goes right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ulong GoesRight(ReadOnlySpan<int> places, int tree)
    {
        var goesRight = 0ul;
        for (var feature = 0; feature < places.Length; feature++) goesRight |= _words[places[feature] + tree];
        return goesRight;
    }

    /// <summary>Where the root leads in the end: after n look-ups each node leads 2^n steps on, or to its leaf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int LeafOf(Vector512<byte> next, Vector512<byte> leaves)
    {
        next = Avx512Vbmi.PermuteVar64x8x2(next, next, leaves);
        next = Avx512Vbmi.PermuteVar64x8x2(next, next, leaves);
        next = Avx512Vbmi.PermuteVar64x8x2(next, next, leaves);
        next = Avx512Vbmi.PermuteVar64x8x2(next, next, leaves);
        if (_isDeep)
        {
            next = Avx512Vbmi.PermuteVar64x8x2(next, next, leaves);
            next = Avx512Vbmi.PermuteVar64x8x2(next, next, leaves);
        }
        return next[0] - WordTree.FirstLeaf;
    }

    Span<byte> Table(int tree) => _tables.Span.Slice(tree * TreeLength * Vector512<byte>.Count, TreeLength * Vector512<byte>.Count);
}
