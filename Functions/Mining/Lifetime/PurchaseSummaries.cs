using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>The customers that the purchase models learn from. Checked and grouped once, then shared by every fit; their order does not matter.</summary>
public sealed class PurchaseSummaries
{
    /// <summary>Most repeat purchases one customer may have.</summary>
    public const int MaxFrequency = 1_000_000;

    readonly PurchaseSummary[] _rows;

    /// <summary>Copies and checks the customers, in O(n log n).</summary>
    /// <exception cref="ArgumentException">No customer, or one whose numbers contradict each other; the message names its position.</exception>
    public PurchaseSummaries(IEnumerable<PurchaseSummary> customers)
    {
        _rows = [.. customers];
        if (_rows.Length == 0) throw new ArgumentException("No customer was given; a purchase model needs at least one.");
        for (var row = 0; row < _rows.Length; row++) Validate(row, _rows[row]);
        Groups = PurchaseGroups.Of(_rows);
    }

    /// <summary>Number of customers.</summary>
    public int Count => _rows.Length;

    internal ReadOnlySpan<PurchaseSummary> Rows => _rows;

    internal PurchaseGroups Groups { get; }

    static void Validate(int row, PurchaseSummary customer)
    {
        var (frequency, recency, age, spend) = customer;
        if (frequency is < 0 or > MaxFrequency) throw Wrong(row, $"{frequency} repeat purchases; 0 to {MaxFrequency} were expected");
        if (!(age >= 0) || double.IsInfinity(age)) throw Wrong(row, $"age {age}; a finite number of at least 0 was expected");
        if (!(recency >= 0 && recency <= age)) throw Wrong(row, $"recency {recency}; a number from 0 to its age {age} was expected");
        if (frequency > 0 && age == 0) throw Wrong(row, $"{frequency} repeat purchases at age 0; a repeat purchase takes time, so an age above 0 was expected");
        if (frequency == 0 && recency != 0) throw Wrong(row, $"recency {recency} without a repeat purchase; 0 was expected");
        if (!double.IsFinite(spend)) throw Wrong(row, $"mean spend {spend}; a finite number was expected");
    }

    static ArgumentException Wrong(int row, string what) => new($"Customer {row} has {what}.");
}
