using CrmInsights.Mining.Recommend.Internals;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Mining.Recommend;

/// <summary>How much each user had to do with each item: a sparse matrix of weights above 0, such as numbers of orders. Items of a user rise.</summary>
public sealed class Interactions
{
    Interactions(SparseRows byUser, int itemCount)
    {
        ByUser = byUser;
        ItemCount = itemCount;
        ByItem = byUser.Transpose(itemCount);
    }

    /// <summary>Number of users, those without items included.</summary>
    public int UserCount => ByUser.RowCount;

    /// <summary>Items are 0 to this number, exclusive.</summary>
    public int ItemCount { get; }

    /// <summary>Number of pairs of a user and an item.</summary>
    public int Count => ByUser.EntryCount;

    internal SparseRows ByUser { get; }

    internal SparseRows ByItem { get; }

    /// <summary>Items of one user, rising.</summary>
    public ReadOnlySpan<int> ItemsOf(int user) => ByUser.Columns(user);

    /// <summary>Weights of one user's items, in their order.</summary>
    public ReadOnlySpan<double> WeightsOf(int user) => ByUser.Values(user);

    /// <summary>How many users have each item.</summary>
    public int[] CountUsers() => [.. Enumerable.Range(0, ItemCount).Select(item => ByItem.Columns(item).Length)];

    /// <summary>Adds up pairs of an item and a weight, user by user.</summary>
    /// <param name="users">The pairs of each user, in any order; weights of one item add up.</param>
    /// <param name="itemCount">Number of items; 0 takes one more than the highest.</param>
    /// <exception cref="ArgumentException">An item is out of range or a weight not a finite number above 0; names the user.</exception>
    public static Interactions From(IEnumerable<IEnumerable<(int Item, double Weight)>> users, int itemCount = 0)
    {
        var rows = new List<(int[] Columns, double[] Values)>();
        foreach (var user in users)
        {
            var sums = new SortedDictionary<int, double>();
            foreach (var (item, weight) in user)
            {
                if (item < 0 || (itemCount > 0 && item >= itemCount)) throw new ArgumentException($"User {rows.Count} has item {item}; 0 to {(itemCount > 0 ? itemCount : int.MaxValue) - 1} were expected.");
                if (!(weight > 0) || double.IsInfinity(weight)) throw new ArgumentException($"User {rows.Count} has item {item} with weight {weight}; a finite number above 0 was expected.");
                sums[item] = sums.GetValueOrDefault(item) + weight;
            }
            rows.Add(([.. sums.Keys], [.. sums.Values]));
        }
        var highest = rows.Select(row => row.Columns.LastOrDefault(-1)).DefaultIfEmpty(-1).Max();
        return new Interactions(SparseRows.Of(rows), Math.Max(itemCount, highest + 1));
    }

    /// <summary>Each sequence is a user; the weight of an item is the number of elements that hold it.</summary>
    public static Interactions From(SequenceDatabase sequences) => From(
        Enumerable.Range(0, sequences.Count).Select(sequence => Enumerable.Range(0, sequences.ElementCount(sequence))
            .SelectMany(element => sequences.Element(sequence, element).ToArray()).Select(item => (item, 1.0))),
        sequences.ItemCount);
}
