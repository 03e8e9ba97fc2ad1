namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Frequent items only, recoded from rare (0) to frequent, both by transaction and by item.</summary>
sealed class VerticalData
{
    VerticalData(int[] original, int[] items, int[] starts, int[] rows, int[] rowStarts)
    {
        Original = original;
        (Items, Starts) = (items, starts);
        (Rows, RowStarts) = (rows, rowStarts);
    }

    /// <summary>Item of the caller's data for each code.</summary>
    public int[] Original { get; }
    /// <summary>Codes of each transaction, rising; transaction t begins at Starts[t].</summary>
    public int[] Items { get; }
    public int[] Starts { get; }
    /// <summary>Transactions of each code, rising; code c begins at RowStarts[c].</summary>
    public int[] Rows { get; }
    public int[] RowStarts { get; }

    public int ItemCount => Original.Length;

    public ReadOnlySpan<int> RowsOf(int code) => Rows.AsSpan(RowStarts[code]..RowStarts[code + 1]);

    public static VerticalData From(Transactions transactions, int minSupport)
    {
        var counts = transactions.CountItems();
        int[] original = [.. Enumerable.Range(0, counts.Length).Where(item => counts[item] >= minSupport).OrderBy(item => counts[item]).ThenBy(item => item)];
        var codes = new int[counts.Length];
        Array.Fill(codes, -1);
        for (var code = 0; code < original.Length; code++) codes[original[code]] = code;

        var starts = new int[transactions.Count + 1];
        var items = new int[original.Sum(item => counts[item])];
        var end = 0;
        for (var row = 0; row < transactions.Count; row++)
        {
            foreach (var item in transactions[row])
            {
                if (codes[item] >= 0) items[end++] = codes[item];
            }
            items.AsSpan(starts[row], end - starts[row]).Sort();
            starts[row + 1] = end;
        }
        var (rows, rowStarts) = Turn(items, starts, original.Length);
        return new VerticalData(original, items, starts, rows, rowStarts);
    }

    /// <summary>Lists the transactions of each code: a counting sort.</summary>
    static (int[] Rows, int[] RowStarts) Turn(int[] items, int[] starts, int itemCount)
    {
        var rowStarts = new int[itemCount + 1];
        foreach (var code in items) rowStarts[code + 1]++;
        for (var code = 0; code < itemCount; code++) rowStarts[code + 1] += rowStarts[code];
        var next = rowStarts.AsSpan(0, itemCount).ToArray();
        var rows = new int[items.Length];
        for (var row = 0; row + 1 < starts.Length; row++)
        {
            for (var place = starts[row]; place < starts[row + 1]; place++) rows[next[items[place]]++] = row;
        }
        return (rows, rowStarts);
    }
}
