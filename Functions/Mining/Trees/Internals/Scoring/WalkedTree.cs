namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>One tree over byte codes, for a walk of one row. Children lie side by side, so that a step is an addition; a leaf leads to itself.</summary>
sealed class WalkedTree
{
    WalkedTree(int places)
    {
        Words = new uint[places];
        Values = new double[places];
    }

    /// <summary>A place a word: the left child (upper 16 bits, the right child follows it), the largest code that goes left or the number of the set (8 bits), the channel (8 bits).</summary>
    public uint[] Words { get; }

    /// <summary>Value of the leaf at a place; 0 at decisions.</summary>
    public double[] Values { get; }

    /// <summary>Sets of the categorical nodes, by number.</summary>
    public CategorySet[] Sets { get; private set; } = [];

    public static WalkedTree Of(Tree tree, ChannelTable channels)
    {
        var walked = new WalkedTree(tree.NodeTotal + tree.LeafTotal);
        var sets = new List<CategorySet>();
        var waiting = new Queue<(int Child, int Place)>([(tree.NodeTotal == 0 ? ~0 : 0, 0)]);
        var next = 1;
        while (waiting.TryDequeue(out var at))
        {
            if (at.Child < 0)
            {
                walked.Words[at.Place] = Word(at.Place, byte.MaxValue, 0);
                walked.Values[at.Place] = tree.LeafValue[~at.Child];
                continue;
            }
            walked.Words[at.Place] = Word(next, Bound(at.Child), channels.IndexOf(tree, at.Child));
            waiting.Enqueue((tree.Left[at.Child], next++));
            waiting.Enqueue((tree.Right[at.Child], next++));
        }
        walked.Sets = [.. sets];
        return walked;

        byte Bound(int node)
        {
            if (channels.SetOf(tree, node) is not { } set) return channels.BoundOf(tree, node);
            sets.Add(set);
            return (byte)(sets.Count - 1);
        }
    }

    static uint Word(int left, byte bound, int channel) => (uint)left << 16 | (uint)bound << 8 | (uint)channel;
}
