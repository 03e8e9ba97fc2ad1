namespace CrmInsights.Insights.Offers.Internals;

/// <summary>Adds up which product follows which from one order to the next.</summary>
sealed class FollowUpSums
{
    readonly SortedDictionary<int, FollowedProduct> _products = [];
    readonly Dictionary<(int After, int Then), FollowUp> _ties = [];
    double _orders;

    public bool IsEmpty => _products.Count == 0;

    public void Add(int[] former, int[] products, double weight)
    {
        _orders += weight;
        foreach (var then in products) _products[then] = Of(then) with { Then = Of(then).Then + weight };
        foreach (var after in former)
        {
            var known = Of(after);
            _products[after] = known with { After = known.After + weight, FollowedCount = known.FollowedCount + 1 };
            foreach (var then in products)
            {
                var tie = _ties.GetValueOrDefault((after, then), new FollowUp(after, then, 0, 0));
                _ties[(after, then)] = tie with { Weight = tie.Weight + weight, Count = tie.Count + 1 };
            }
        }
    }

    public FollowUpFile ToFile(int fewestTogether) => new()
    {
        Orders = _orders,
        Products = [.. _products.Values],
        Ties = [.. _ties.Values.Where(tie => tie.Count >= fewestTogether).OrderBy(tie => tie.After).ThenBy(tie => tie.Then)],
    };

    FollowedProduct Of(int code) => _products.TryGetValue(code, out var known) ? known : new FollowedProduct(code, 0, 0, 0);
}

/// <summary>What follows what, in offers.json.</summary>
sealed record FollowUpFile
{
    /// <summary>Orders that followed another, later ones counting more.</summary>
    public required double Orders { get; init; }
    public required FollowedProduct[] Products { get; init; }
    public required FollowUp[] Ties { get; init; }

    /// <summary>True where the figures fit one another and the number of products.</summary>
    public bool Fits(int productCount) =>
        Orders > 0
        && Array.TrueForAll(Products, product => product.Code >= 0 && product.Code < productCount && product is { After: >= 0, Then: >= 0, FollowedCount: >= 0 })
        && Products.DistinctBy(product => product.Code).Count() == Products.Length
        && Ties.DistinctBy(tie => (tie.After, tie.Then)).Count() == Ties.Length
        && Array.TrueForAll(Ties, tie => tie is { Weight: >= 0, Count: > 0 })
        && Products.ToDictionary(product => product.Code, product => product.FollowedCount) is var followed
        && Array.TrueForAll(Ties, tie => followed.GetValueOrDefault(tie.After) >= tie.Count && followed.ContainsKey(tie.Then));
}

/// <summary>One product before and after others.</summary>
/// <param name="Code">Number of the product.</param>
/// <param name="After">Orders that followed one with it, later ones counting more.</param>
/// <param name="Then">Orders with it that followed another, later ones counting more.</param>
/// <param name="FollowedCount">Orders that followed one with it.</param>
readonly record struct FollowedProduct(int Code, double After, double Then, int FollowedCount);

/// <summary>A product in the order after one with another.</summary>
/// <param name="After">Number of the former product.</param>
/// <param name="Then">Number of the later one.</param>
/// <param name="Weight">How often, later ones counting more.</param>
/// <param name="Count">How often.</param>
readonly record struct FollowUp(int After, int Then, double Weight, int Count);
