namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>Scores one row without allocating: four trees are walked side by side, so that the processor need not wait for one step before it begins another.</summary>
sealed class RowScorer(WalkedTree[] trees, int outputCount, ChannelTable channels)
{
    const int Side = 4;

    /// <summary>Adds the margins of a row, one an output.</summary>
    public void Add(ReadOnlySpan<float> row, Span<double> margins)
    {
        // All a channel of 8 bits can name: leaves read channel 0 even where a model splits on nothing.
        Span<byte> codes = stackalloc byte[256];
        foreach (var feature in channels.Features) feature.Write(row[feature.Feature], codes);
        var tree = 0;
        if (channels.FirstCategorical == channels.Count)
            for (; tree + Side <= trees.Length; tree += Side) AddFour(tree, codes, margins);
        for (; tree < trees.Length; tree++) margins[tree % outputCount] += trees[tree].Values[LeafOf(trees[tree], codes)];
    }

    void AddFour(int tree, ReadOnlySpan<byte> codes, Span<double> margins)
    {
        var (first, second, third, fourth) = (trees[tree].Words, trees[tree + 1].Words, trees[tree + 2].Words, trees[tree + 3].Words);
        var (a, b, c, d) = (0u, 0u, 0u, 0u);
        while (true)
        {
            var (nextA, nextB, nextC, nextD) = (Next(first[a], codes), Next(second[b], codes), Next(third[c], codes), Next(fourth[d], codes));
            // Only leaves lead to themselves.
            if (((nextA ^ a) | (nextB ^ b) | (nextC ^ c) | (nextD ^ d)) == 0) break;
            (a, b, c, d) = (nextA, nextB, nextC, nextD);
        }
        margins[tree % outputCount] += trees[tree].Values[a];
        margins[(tree + 1) % outputCount] += trees[tree + 1].Values[b];
        margins[(tree + 2) % outputCount] += trees[tree + 2].Values[c];
        margins[(tree + 3) % outputCount] += trees[tree + 3].Values[d];
    }

    static uint Next(uint word, ReadOnlySpan<byte> codes) => (word >> 16) + ((word >> 8 & 0xFF) < codes[(int)(word & 0xFF)] ? 1u : 0u);

    uint LeafOf(WalkedTree tree, ReadOnlySpan<byte> codes)
    {
        var at = 0u;
        while (true)
        {
            var word = tree.Words[at];
            var next = (word & 0xFF) >= channels.FirstCategorical && word >> 16 != at
                ? (word >> 16) + (tree.Sets[word >> 8 & 0xFF].Holds(codes[(int)(word & 0xFF)]) ? 0u : 1u)
                : Next(word, codes);
            if (next == at) return at;
            at = next;
        }
    }
}
