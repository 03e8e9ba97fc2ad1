using System.Buffers;

namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>Scores one row without allocating: four trees are walked side by side, so that the processor need not wait for one step before it begins another.</summary>
sealed class RowScorer
{
    const int Side = 4;
    const int MostOnStack = 512;

    readonly WalkedTree[] _trees;
    readonly int _outputCount;
    readonly CodedFeature[] _features;
    readonly CategorySlots _categories;
    readonly int _codeCount;

    RowScorer(IReadOnlyList<Tree> trees, int outputCount, ChannelTable channels, CategorySlots categories)
    {
        (_outputCount, _features, _categories) = (outputCount, channels.Features, categories);
        _trees = [.. trees.Select(tree => WalkedTree.Of(tree, channels, categories))];
        _codeCount = Math.Max(1, categories.Count);         // leaves read code 0 even where a model splits on nothing
    }

    /// <summary>Lays out an ensemble; null where its nodes of categories need too much room.</summary>
    public static RowScorer? For(IReadOnlyList<Tree> trees, int outputCount, ChannelTable channels) =>
        CategorySlots.For(trees, channels) is { } categories ? new RowScorer(trees, outputCount, channels, categories) : null;

    /// <summary>Adds the margins of a row, one an output.</summary>
    public void Add(ReadOnlySpan<float> row, Span<double> margins)
    {
        if (_codeCount <= MostOnStack)
        {
            Add(row, stackalloc ushort[MostOnStack], margins);
            return;
        }
        var rented = ArrayPool<ushort>.Shared.Rent(_codeCount);
        try
        {
            Add(row, rented, margins);
        }
        finally
        {
            ArrayPool<ushort>.Shared.Return(rented);
        }
    }

    void Add(ReadOnlySpan<float> row, Span<ushort> codes, Span<double> margins)
    {
        foreach (var feature in _features) feature.WriteNumbers(row[feature.Feature], codes);
        _categories.Write(row, codes);
        var tree = 0;
        for (; tree + Side <= _trees.Length; tree += Side) AddFour(tree, codes, margins);
        for (; tree < _trees.Length; tree++) margins[tree % _outputCount] += _trees[tree].Values[LeafOf(_trees[tree].Words, codes)];
    }

    void AddFour(int tree, ReadOnlySpan<ushort> codes, Span<double> margins)
    {
        var (first, second, third, fourth) = (_trees[tree].Words, _trees[tree + 1].Words, _trees[tree + 2].Words, _trees[tree + 3].Words);
        var (a, b, c, d) = (0ul, 0ul, 0ul, 0ul);
        while (true)
        {
            var (nextA, nextB, nextC, nextD) = (Next(first[a], codes), Next(second[b], codes), Next(third[c], codes), Next(fourth[d], codes));
            // Only leaves lead to themselves.
            if (((nextA ^ a) | (nextB ^ b) | (nextC ^ c) | (nextD ^ d)) == 0) break;
            (a, b, c, d) = (nextA, nextB, nextC, nextD);
        }
        margins[tree % _outputCount] += _trees[tree].Values[a];
        margins[(tree + 1) % _outputCount] += _trees[tree + 1].Values[b];
        margins[(tree + 2) % _outputCount] += _trees[tree + 2].Values[c];
        margins[(tree + 3) % _outputCount] += _trees[tree + 3].Values[d];
    }

    static ulong LeafOf(ulong[] words, ReadOnlySpan<ushort> codes)
    {
        var at = 0ul;
        while (Next(words[at], codes) is var next && next != at) at = next;
        return at;
    }

    static ulong Next(ulong word, ReadOnlySpan<ushort> codes) => (word >> 40) + ((word >> 24 & 0xFFFF) < codes[(int)(word & 0xFF_FFFF)] ? 1ul : 0);
}
