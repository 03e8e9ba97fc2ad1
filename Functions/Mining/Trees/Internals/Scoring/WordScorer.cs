using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>
/// Scores trees of up to 64 leaves without a branch that depends on the data: one look-up brings the codes of all nodes of a tree, one comparison decides them, and
/// the leaves that all decisions leave over are and-ed together, eight words at a time.
/// </summary>
/// <remarks>QuickScorer (Lucchese et al. 2015) with the nodes of a tree side by side instead of its features one by one. Needs AVX-512 VBMI; elsewhere
/// <see cref="RowScorer"/> and <see cref="BlockScorer"/> give the same bits.</remarks>
sealed class WordScorer
{
    /// <summary>Codes that one look-up reaches.</summary>
    const int LookUpLength = 64;
    const int MostChannels = 2 * LookUpLength;
    /// <summary>Vectors of a tree: the places of its codes, the bounds, and the leaves left over by each of 64 nodes.</summary>
    const int TreeLength = 10;

    readonly int _treeCount;
    readonly AlignedBytes _tables;
    readonly double[] _leafValues;
    readonly CodedFeature[] _numbers;
    readonly CategoryWords[] _categories;
    readonly int _outputCount;
    readonly bool _isWide;

    WordScorer(IReadOnlyList<Tree> trees, int outputCount, ChannelTable channels)
    {
        (_treeCount, _outputCount, _isWide) = (trees.Count, outputCount, channels.FirstCategorical > LookUpLength);
        WordTree[] words = [.. trees.Select(tree => WordTree.Of(tree, channels))];
        _leafValues = [.. words.SelectMany(tree => tree.LeafValues)];
        _tables = new AlignedBytes(words.Length * TreeLength * Vector512<byte>.Count);
        for (var tree = 0; tree < words.Length; tree++) words[tree].CopyTo(Table(tree));
        _numbers = [.. channels.Features.Where(feature => feature.HasNumbers)];
        _categories = [.. channels.Categories.Select(feature => new CategoryWords(feature.Key, feature.Value, trees))];
    }

    public static bool IsSupported => Avx512Vbmi.IsSupported;

    /// <summary>Lays out an ensemble; null where it does not fit words.</summary>
    public static WordScorer? For(IReadOnlyList<Tree> trees, int outputCount, ChannelTable channels) =>
        IsSupported && channels.FirstCategorical <= MostChannels && trees.All(tree => tree.LeafTotal <= WordTree.MostLeaves) ? new WordScorer(trees, outputCount, channels) : null;

    /// <summary>Adds the margins of a row, one an output.</summary>
    public void Add(ReadOnlySpan<float> row, Span<double> margins)
    {
        Span<byte> codes = stackalloc byte[MostChannels];
        Span<int> places = stackalloc int[_categories.Length];
        Encode(row, codes, places);
        for (var output = 0; output < _outputCount; output++) margins[output] = SumOf(output, margins[output], codes, places);
    }

    /// <summary>Adds the trees of an output to its margin, in a register: through memory each tree would wait for the one before.</summary>
    double SumOf(int output, double sum, ReadOnlySpan<byte> codes, ReadOnlySpan<int> places)
    {
        var (low, high) = (Vector512.Create(codes), Vector512.Create(codes[LookUpLength..]));
        var tables = MemoryMarshal.Cast<byte, Vector512<ulong>>(_tables.Span);
        for (var tree = output; tree < _treeCount; tree += _outputCount)
        {
            var goesRight = 0ul;
            for (var feature = 0; feature < places.Length; feature++) goesRight |= _categories[feature].Words[places[feature] + tree];
            var table = tables.Slice(tree * TreeLength, TreeLength);
            var nodes = _isWide ? Avx512Vbmi.PermuteVar64x8x2(low, table[0].AsByte(), high) : Avx512Vbmi.PermuteVar64x8(low, table[0].AsByte());
            var decisions = goesRight | Vector512.GreaterThan(nodes, table[1].AsByte()).ExtractMostSignificantBits();
            sum += _leafValues[tree * WordTree.MostLeaves + FirstLeft(table, Vector512.Create(decisions))];
        }
        return sum;
    }

    void Encode(ReadOnlySpan<float> row, Span<byte> codes, Span<int> places)
    {
        foreach (var feature in _numbers) feature.WriteNumbers(row[feature.Feature], codes);
        for (var feature = 0; feature < places.Length; feature++) places[feature] = _categories[feature].PlaceOf(row[_categories[feature].Feature]);
    }

    /// <summary>The first leaf that all nodes gone through to the right leave over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int FirstLeft(Span<Vector512<ulong>> table, Vector512<ulong> decisions)
    {
        var bit = Vector512.Create(1ul, 2, 4, 8, 16, 32, 64, 128);
        var left = Survive(Vector512<ulong>.AllBitsSet, decisions, bit, table[2]);
        left = Survive(left, decisions, bit << 8, table[3]);
        left = Survive(left, decisions, bit << 16, table[4]);
        left = Survive(left, decisions, bit << 24, table[5]);
        left = Survive(left, decisions, bit << 32, table[6]);
        left = Survive(left, decisions, bit << 40, table[7]);
        left = Survive(left, decisions, bit << 48, table[8]);
        left = Survive(left, decisions, bit << 56, table[9]);
        var half = left.GetLower() & left.GetUpper();
        var quarter = half.GetLower() & half.GetUpper();
        return BitOperations.TrailingZeroCount(quarter[0] & quarter[1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<ulong> Survive(Vector512<ulong> left, Vector512<ulong> decisions, Vector512<ulong> bits, Vector512<ulong> survivors) =>
        Vector512.ConditionalSelect(Vector512.Equals(decisions & bits, Vector512<ulong>.Zero), left, left & survivors);

    Span<byte> Table(int tree) => _tables.Span.Slice(tree * TreeLength * Vector512<byte>.Count, TreeLength * Vector512<byte>.Count);
}
