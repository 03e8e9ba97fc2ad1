namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Frequent items only, recoded from rare (0) to frequent, both by transaction and by item.</summary>
sealed class VerticalData
{
    /// <summary>Stands after the items of each transaction.</summary>
    public const int End = -1;

    VerticalData(int[] original, int[] starts, int transactionCount)
    {
        (Original, Starts) = (original, starts);
        Items = GC.AllocateUninitializedArray<int>(checked(starts[^1] + transactionCount));
        Positions = GC.AllocateUninitializedArray<int>(starts[^1]);
    }

    /// <summary>Item of the caller's data for each code.</summary>
    public int[] Original { get; }

    /// <summary>Codes of all transactions, rising within each, with an <see cref="End"/> after it.</summary>
    public int[] Items { get; }

    /// <summary>Where each code stands among <see cref="Items"/>, rising; code c begins at Starts[c].</summary>
    public int[] Positions { get; }

    public int[] Starts { get; }

    public int ItemCount => Original.Length;

    public ReadOnlySpan<int> PositionsOf(int code) => Positions.AsSpan(Starts[code]..Starts[code + 1]);

    /// <summary>Recodes the transactions, each thread its share of them.</summary>
    public static VerticalData From(Transactions transactions, int minSupport, int threads)
    {
        var parts = VerticalPart.Split(transactions, threads);
        Parallel.ForEach(parts, part => part.CountItems());
        var supports = new int[transactions.ItemCount];
        foreach (var part in parts) part.AddTo(supports);

        var original = FromRareToFrequent(supports, minSupport);
        var codes = new int[supports.Length];
        Array.Fill(codes, -1);
        var starts = new int[original.Length + 1];
        for (var code = 0; code < original.Length; code++)
        {
            codes[original[code]] = code;
            starts[code + 1] = checked(starts[code] + supports[original[code]]);
        }
        var data = new VerticalData(original, starts, transactions.Count);
        data.Fill(parts, codes);
        return data;
    }

    static int[] FromRareToFrequent(int[] supports, int minSupport)
    {
        var keys = new List<long>();
        for (var item = 0; item < supports.Length; item++)
        {
            if (supports[item] >= minSupport) keys.Add((long)supports[item] << 32 | (uint)item);
        }
        keys.Sort();
        return [.. keys.Select(key => (int)key)];
    }

    void Fill(VerticalPart[] parts, int[] codes)
    {
        var (begin, next) = (0, Starts.AsSpan(0, ItemCount).ToArray());
        foreach (var part in parts) begin = part.Begin(begin, next, Original);
        Parallel.ForEach(parts, part => part.Fill(this, codes));
    }
}
