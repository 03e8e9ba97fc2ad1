namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>Sequences of single items, which the next-step models need: within an element there is no next.</summary>
sealed class Paths
{
    readonly SequenceDatabase _sequences;
    int[] _path = [];

    public Paths(SequenceDatabase sequences)
    {
        if (sequences.ItemCount == 0) throw new ArgumentException("There is no item to learn from.");
        _sequences = sequences;
    }

    /// <summary>The items of one sequence; good until the next call.</summary>
    public ReadOnlySpan<int> this[int sequence]
    {
        get
        {
            var (from, to) = _sequences.Elements(sequence);
            if (_path.Length < to - from) _path = new int[2 * (to - from)];
            for (var element = from; element < to; element++)
            {
                var items = _sequences.ElementAt(element);
                if (items.Length != 1)
                    throw new ArgumentException($"Element {element - from} of sequence {sequence} holds {items.Length} items; next-step models need one an element.");
                _path[element - from] = items[0];
            }
            return _path.AsSpan(0, to - from);
        }
    }
}
