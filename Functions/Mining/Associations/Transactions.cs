namespace CrmInsights.Mining.Associations;

/// <summary>A data set of transactions over items 0 to <see cref="ItemCount"/> - 1, in two flat arrays. Within a transaction items rise and are unique.</summary>
public sealed class Transactions
{
    readonly int[] _items;
    readonly int[] _starts;

    /// <summary>Takes arrays over that may be longer than needed; what lies beyond the last start is not looked at.</summary>
    internal Transactions(int[] items, int[] starts, int count, int itemCount)
    {
        (_items, _starts) = (items, starts);
        (Count, ItemCount) = (count, itemCount);
    }

    /// <summary>Number of transactions, empty ones included.</summary>
    public int Count { get; }

    /// <summary>One more than the highest item.</summary>
    public int ItemCount { get; }

    /// <summary>Names of the items, where the data has names.</summary>
    public IReadOnlyList<string>? Names { get; internal init; }

    /// <summary>Number of items in all transactions.</summary>
    public int TotalItems => _starts[Count];

    /// <summary>The items of one transaction, rising.</summary>
    public ReadOnlySpan<int> this[int transaction] => _items.AsSpan(_starts[transaction].._starts[transaction + 1]);

    /// <summary>Makes transactions of any lists of items: sorts them and drops repeats.</summary>
    /// <param name="transactions">Items of 0 or more; a list may be empty.</param>
    /// <param name="names">Names by item, or null.</param>
    /// <exception cref="ArgumentException">An item is negative or has no name; names the transaction.</exception>
    public static Transactions From(IEnumerable<IEnumerable<int>> transactions, IReadOnlyList<string>? names = null)
    {
        var builder = new TransactionsBuilder();
        foreach (var transaction in transactions)
        {
            foreach (var item in transaction)
            {
                if (item < 0 || (names is not null && item >= names.Count))
                    throw new ArgumentException($"Transaction {builder.Count} holds item {item}; 0 to {(names?.Count ?? int.MaxValue) - 1} were expected.");
                builder.AddItem(item);
            }
            builder.EndTransaction();
        }
        return builder.Build(names);
    }

    /// <summary>Name of an item, or its number where the data has no names.</summary>
    public string NameOf(int item) => Names?[item] ?? item.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The items of neighbouring transactions, one after the other.</summary>
    internal ReadOnlySpan<int> ItemsOf(int from, int to) => _items.AsSpan(_starts[from].._starts[to]);

    /// <summary>How many transactions hold each item.</summary>
    public int[] CountItems()
    {
        var counts = new int[ItemCount];
        foreach (var item in _items.AsSpan(0, TotalItems)) counts[item]++;
        return counts;
    }
}
