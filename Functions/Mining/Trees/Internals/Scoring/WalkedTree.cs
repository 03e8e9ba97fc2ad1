namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>One tree over codes, for a walk of one row. Children lie side by side, so that a step is an addition; a leaf leads to itself.</summary>
sealed class WalkedTree
{
    WalkedTree(int places)
    {
        Words = new ulong[places];
        Values = new double[places];
    }

    /// <summary>A place a word: the left child (upper 24 bits, the right child follows it), the largest code that goes left (16 bits), the place of the code (24 bits).</summary>
    public ulong[] Words { get; }

    /// <summary>Value of the leaf at a place; 0 at decisions.</summary>
    public double[] Values { get; }

    public static WalkedTree Of(Tree tree, ChannelTable channels, CategorySlots slots)
    {
        var walked = new WalkedTree(tree.NodeTotal + tree.LeafTotal);
        var waiting = new Queue<(int Child, int Place)>([(tree.NodeTotal == 0 ? ~0 : 0, 0)]);
        var next = 1;
        while (waiting.TryDequeue(out var at))
        {
            if (at.Child < 0)
            {
                walked.Words[at.Place] = Word(at.Place, ushort.MaxValue, 0);
                walked.Values[at.Place] = tree.LeafValue[~at.Child];
                continue;
            }
            walked.Words[at.Place] = tree.Kind[at.Child].IsCategorical
                ? Word(next, 0, slots.PlaceOf(tree, at.Child))
                : Word(next, channels.BoundOf(tree, at.Child), channels.IndexOf(tree, at.Child));
            waiting.Enqueue((tree.Left[at.Child], next++));
            waiting.Enqueue((tree.Right[at.Child], next++));
        }
        return walked;
    }

    static ulong Word(int left, int bound, int place) => (ulong)left << 40 | (ulong)bound << 24 | (uint)place;
}
