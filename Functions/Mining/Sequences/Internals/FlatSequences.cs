namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>
/// The frequent items of all sequences in one array. A code is twice the item, plus 1 where the item begins an element; <see cref="End"/> stands after
/// each sequence and looks like the beginning of an element, so a scan needs no other bound.
/// </summary>
sealed class FlatSequences
{
    public const int End = -1;

    readonly SequenceDatabase _database;

    FlatSequences(SequenceDatabase database, int[] original, int[] supports, int length)
    {
        _database = database;
        (Original, Supports) = (original, supports);
        Steps = new Step[length];
        SequenceOf = new int[length];
        ElementOf = new int[length];
        Starts = new int[database.Count + 1];
        CanBeJoined = new bool[original.Length];
    }

    /// <summary>The item of the data set behind each item here; rising.</summary>
    public int[] Original { get; }

    public int ItemCount => Original.Length;

    /// <summary>Sequences that hold each item.</summary>
    public int[] Supports { get; }

    /// <summary>The items of all sequences; a scan needs nothing else.</summary>
    public Step[] Steps { get; }

    /// <summary>Sequence of each position.</summary>
    public int[] SequenceOf { get; }

    /// <summary>Element of each position, counted from the first of its sequence in the data set.</summary>
    public int[] ElementOf { get; }

    /// <summary>True for an item that a higher item meets in one element in enough sequences.</summary>
    public bool[] CanBeJoined { get; }

    /// <summary>First position of each sequence.</summary>
    public int[] Starts { get; }

    public static FlatSequences From(SequenceDatabase database, int minSupport)
    {
        var (supports, occurrences) = Count(database);
        var itemOf = new int[database.ItemCount];
        var original = new List<int>();
        var length = database.Count;
        for (var item = 0; item < supports.Length; item++)
        {
            itemOf[item] = supports[item] >= minSupport ? original.Count : -1;
            if (itemOf[item] < 0) continue;
            original.Add(item);
            length += occurrences[item];
        }
        var flat = new FlatSequences(database, [.. original], [.. original.Select(item => supports[item])], length);
        flat.Fill(itemOf);
        flat.FindJoins(minSupport);
        return flat;
    }

    public double TimeAt(int position) => _database.Time(SequenceOf[position], ElementOf[position]);

    static (int[] Supports, int[] Occurrences) Count(SequenceDatabase database)
    {
        var (supports, occurrences, seen) = (new int[database.ItemCount], new int[database.ItemCount], new int[database.ItemCount]);
        for (var sequence = 0; sequence < database.Count; sequence++)
        {
            var (from, to) = database.Elements(sequence);
            for (var element = from; element < to; element++)
            {
                foreach (var item in database.ElementAt(element))
                {
                    occurrences[item]++;
                    if (seen[item] == sequence + 1) continue;
                    seen[item] = sequence + 1;
                    supports[item]++;
                }
            }
        }
        return (supports, occurrences);
    }

    void Fill(int[] itemOf)
    {
        var end = 0;
        var last = new int[ItemCount];
        Array.Fill(last, -1);
        for (var sequence = 0; sequence < _database.Count; sequence++)
        {
            Starts[sequence] = end;
            var (from, to) = _database.Elements(sequence);
            for (var element = from; element < to; element++)
            {
                var first = 1;
                foreach (var item in _database.ElementAt(element))
                {
                    var code = itemOf[item];
                    if (code < 0) continue;
                    ElementOf[end] = element - from;
                    SequenceOf[end] = sequence;
                    Steps[end] = new Step(2 * code + first, last[code] >= Starts[sequence] ? last[code] : -1);
                    last[code] = end++;
                    first = 0;
                }
            }
            SequenceOf[end] = sequence;
            Steps[end++] = new Step(End, -1);
        }
        Starts[^1] = end;
    }

    void FindJoins(int minSupport)
    {
        var occurrences = Occurrences.From(this, firstOnly: false);
        var joins = new Extensions(ItemCount);
        for (var item = 0; item < ItemCount; item++)
        {
            var sequence = -1;
            foreach (var position in occurrences.Of(item))
            {
                if (SequenceOf[position] != sequence) joins.NextSequence();
                sequence = SequenceOf[position];
                for (var next = position + 1; (Steps[next].Code & 1) == 0; next++) joins.AddFirst(Steps[next].Code >> 1, default);
            }
            CanBeJoined[item] = joins.Distribute(minSupport, new MatchStack()).Length > 0;
        }
    }
}

/// <summary>One item of a sequence.</summary>
/// <param name="Code">Twice the item, plus 1 where it begins an element.</param>
/// <param name="Previous">Position of the same item before in the same sequence, or -1.</param>
readonly record struct Step(int Code, int Previous);
