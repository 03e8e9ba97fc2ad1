namespace CrmInsights.Mining.Search.Internals;

/// <summary>A choice for every customer, with its sums kept up to date.</summary>
sealed class Allocation(OfferMenu menu)
{
    readonly int[] _chosen = new int[menu.CustomerCount];
    readonly int[] _used = new int[menu.Capacities.Length];

    public double Value { get; private set; }

    public double Cost { get; private set; }

    public ReadOnlySpan<int> Chosen => _chosen;

    public Choice Of(int customer) => menu.Choices[customer][_chosen[customer]];

    /// <summary>Whether a customer's choice may change, all else left as it is.</summary>
    public bool Fits(int customer, int choice)
    {
        var opens = choice > 0 && _chosen[customer] == 0;
        return !(opens && _used[menu.Owners[customer]] >= menu.Capacities[menu.Owners[customer]])
            && Cost - Of(customer).Cost + menu.Choices[customer][choice].Cost <= menu.Limit;
    }

    public void Set(int customer, int choice)
    {
        var (before, after) = (Of(customer), menu.Choices[customer][choice]);
        _used[menu.Owners[customer]] += (choice > 0 ? 1 : 0) - (_chosen[customer] > 0 ? 1 : 0);
        (Value, Cost) = (Value - before.Value + after.Value, Cost - before.Cost + after.Cost);
        _chosen[customer] = choice;
    }

    /// <summary>Whether an owner has more offers than the capacity.</summary>
    public bool IsOver(int owner) => _used[owner] > menu.Capacities[owner];

    public Allocation Copy()
    {
        var copy = new Allocation(menu) { Value = Value, Cost = Cost };
        _chosen.CopyTo(copy._chosen, 0);
        _used.CopyTo(copy._used, 0);
        return copy;
    }

    /// <summary>Adds everything up anew, so that the sums do not carry the rounding of many changes.</summary>
    public Allocation Summed()
    {
        var fresh = new Allocation(menu);
        for (var customer = 0; customer < _chosen.Length; customer++) fresh.Set(customer, _chosen[customer]);
        return fresh;
    }

    public int[] ToOptions()
    {
        var options = new int[_chosen.Length];
        for (var customer = 0; customer < options.Length; customer++) options[customer] = Of(customer).Option;
        return options;
    }
}
