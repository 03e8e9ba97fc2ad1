using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>What the next order holds after one with a product, against what next orders hold in general. Later orders count more.</summary>
sealed class FollowUps
{
    const double Shrinkage = 20;                            // orders like all others, as if they had followed too
    const double LeastShare = 1e-6;
    const int FewestTogether = 5;                           // a tie seen less often is not kept, and no reason
    const int MostProducts = 50;                            // of one order; one with more says little of each

    readonly Dictionary<int, FollowedProduct> _products;
    readonly Dictionary<(int After, int Then), FollowUp> _ties;
    readonly ILookup<int, int> _followers;

    public FollowUps(FollowUpFile file)
    {
        File = file;
        _products = file.Products.ToDictionary(product => product.Code);
        _ties = file.Ties.ToDictionary(tie => (tie.After, tie.Then));
        _followers = file.Ties.ToLookup(tie => tie.After, tie => tie.Then);
    }

    public FollowUpFile File { get; }

    /// <summary>Counts each order with the one before; null where nobody has ordered twice.</summary>
    public static FollowUps? Count(CustomerHistory[] population, DateTimeOffset now, int halfLifeDays, Func<Guid, int> codeOf)
    {
        var sums = new FollowUpSums();
        foreach (var customer in population)
        {
            int[] former = [];
            foreach (var order in Population.OrdersUntil(customer, now))
            {
                int[] products = [.. Population.Products(order).Select(codeOf).Order().Take(MostProducts)];
                if (products.Length == 0) continue;
                if (former.Length > 0) sums.Add(former, products, Math.Pow(2, -(now - order.OrderedOn).TotalDays / halfLifeDays));
                former = products;
            }
        }
        return sums.IsEmpty ? null : new FollowUps(sums.ToFile(FewestTogether));
    }

    /// <summary>Products that were seen after any of an order.</summary>
    public IEnumerable<int> After(IEnumerable<int> lastOrder) => lastOrder.SelectMany(after => _followers[after]);

    /// <summary>By how much the last order moves the log-share of a product in the next: the mean over what it held.</summary>
    public double Pull(IReadOnlyList<int> lastOrder, int then)
    {
        if (lastOrder.Count == 0 || !_products.TryGetValue(then, out var product)) return 0;
        var general = Math.Max(LeastShare, product.Then / File.Orders);
        var sum = 0.0;
        foreach (var after in lastOrder) sum += PullOf(after, then, general);
        return sum / lastOrder.Count;
    }

    /// <summary>The product of the last order that speaks most for another, with the orders that followed one with it and how many of them held the other; null where none does.</summary>
    public (int After, int Followed, int Held)? Strongest(IReadOnlyList<int> lastOrder, int then)
    {
        if (!_products.TryGetValue(then, out var product)) return null;
        var general = Math.Max(LeastShare, product.Then / File.Orders);
        int[] speaking = [.. lastOrder.Where(after => _ties.ContainsKey((after, then)) && PullOf(after, then, general) > 0)];
        if (speaking.Length == 0) return null;
        var best = speaking.MaxBy(after => PullOf(after, then, general));
        return (best, _products[best].FollowedCount, _ties[(best, then)].Count);
    }

    double PullOf(int after, int then, double general)
    {
        if (!_products.TryGetValue(after, out var followed)) return 0;
        var together = _ties.TryGetValue((after, then), out var tie) ? tie.Weight : 0;
        return Math.Log((together + Shrinkage * general) / (followed.After + Shrinkage) / general);
    }
}
