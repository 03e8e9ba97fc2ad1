using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
namespace CrmInsights.Mining.Trees.Internals;

/// <summary>The rows of every leaf, side by side in one array; within a leaf they rise.</summary>
sealed class RowPartition(BinnedRows binned)
{
    const int Block = 1 << 12;

    readonly int[] _spare = new int[binned.RowCount];

    /// <summary>Row numbers, leaf after leaf.</summary>
    public int[] Rows { get; } = new int[binned.RowCount];

    /// <summary>Starts a tree with the given rows, rising; returns how many.</summary>
    public int Reset(ReadOnlySpan<int> rows)
    {
        rows.CopyTo(Rows);
        return rows.Length;
    }

    /// <summary>Moves the rows of a leaf that go left before those that go right, both in order. Returns how many go left.</summary>
    public int Split(Leaf leaf, in SplitCandidate split, ThreadTeam team)
    {
        var goesLeft = LeftTable(split);
        var column = binned.ByFeature[split.Feature];
        var blocks = (leaf.Count + Block - 1) / Block;
        var lefts = new int[blocks];
        team.Run(blocks, block => lefts[block] = SplitBlock(leaf, block, column, goesLeft));
        var leftTotal = lefts.Sum();
        team.Run(blocks, block => CopyBack(leaf, block, lefts, leftTotal));
        return leftTotal;
    }

    /// <summary>1 for each bin that goes left.</summary>
    byte[] LeftTable(in SplitCandidate split)
    {
        var feature = binned.Features[split.Feature];
        var table = new byte[BinnedRows.BinsPerFeature];
        for (var bin = 0; bin < feature.BinCount; bin++)
        {
            var left = split.LeftBins?[bin] ?? (bin < feature.ValueBinCount ? bin <= split.Bin : split.MissingLeft);
            table[bin] = left ? (byte)1 : (byte)0;
        }
        return table;
    }

    /// <summary>Writes a block's left rows to the front of its stretch of the spare array and its right rows, reversed, to the back.</summary>
    int SplitBlock(Leaf leaf, int block, byte[] column, byte[] goesLeft)
    {
        var from = leaf.Start + block * Block;
        var count = Math.Min(Block, leaf.Count - block * Block);
        var rows = Rows.AsSpan(from, count);
        ref var spare = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_spare), from);
        var (left, right) = (0, count - 1);
        foreach (var row in rows)
        {
            // Both places are written and one of them counts: a branch here is hard to predict.
            var isLeft = goesLeft[column[row]];
            Unsafe.Add(ref spare, left) = row;
            Unsafe.Add(ref spare, right) = row;
            left += isLeft;
            right -= 1 - isLeft;
        }
        return left;
    }

    void CopyBack(Leaf leaf, int block, int[] lefts, int leftTotal)
    {
        var from = leaf.Start + block * Block;
        var count = Math.Min(Block, leaf.Count - block * Block);
        var leftBefore = 0;
        for (var earlier = 0; earlier < block; earlier++) leftBefore += lefts[earlier];
        var rightBefore = block * Block - leftBefore;
        _spare.AsSpan(from, lefts[block]).CopyTo(Rows.AsSpan(leaf.Start + leftBefore));
        var right = _spare.AsSpan(from + lefts[block], count - lefts[block]);
        var target = Rows.AsSpan(leaf.Start + leftTotal + rightBefore, right.Length);
        right.CopyTo(target);
        target.Reverse();
    }
}
