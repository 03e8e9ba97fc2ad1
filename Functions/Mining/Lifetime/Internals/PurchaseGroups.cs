namespace CrmInsights.Mining.Lifetime.Internals;

/// <summary>Customers with the same frequency, recency and age, counted; flat arrays in sorted order.</summary>
sealed class PurchaseGroups
{
    PurchaseGroups(int capacity)
    {
        Frequencies = new int[capacity];
        Recencies = new double[capacity];
        Ages = new double[capacity];
        Customers = new double[capacity];
    }

    public int[] Frequencies { get; }
    public double[] Recencies { get; }
    public double[] Ages { get; }
    /// <summary>Number of customers in each group.</summary>
    public double[] Customers { get; }
    public int Count { get; private set; }
    public double CustomerCount { get; private set; }
    public int MaxFrequency { get; private set; }
    public double MeanAge { get; private set; }
    public double MeanFrequency { get; private set; }

    public static PurchaseGroups Of(ReadOnlySpan<PurchaseSummary> rows)
    {
        var sorted = rows.ToArray();
        Array.Sort(sorted, static (left, right) =>
            left.Age != right.Age ? left.Age.CompareTo(right.Age)
            : left.Frequency != right.Frequency ? left.Frequency.CompareTo(right.Frequency)
            : left.Recency.CompareTo(right.Recency));
        var groups = new PurchaseGroups(sorted.Length);
        for (var row = 0; row < sorted.Length; row++)
        {
            if (row == 0 || !Same(sorted[row], sorted[row - 1])) groups.Open(sorted[row]);
            groups.Customers[groups.Count - 1]++;
        }
        groups.Total();
        return groups;
    }

    /// <summary>Every n-th customer in sorted order, so that <paramref name="count"/> are left.</summary>
    public PurchaseGroups Thin(int count)
    {
        var thin = new PurchaseGroups(Math.Min(Count, count));
        var (step, passed, taken) = (CustomerCount / count, 0.0, 0);
        for (var group = 0; group < Count; group++)
        {
            passed += Customers[group];
            var reached = Math.Min(count, (int)(passed / step));
            if (reached == taken) continue;
            thin.Open(new PurchaseSummary(Frequencies[group], Recencies[group], Ages[group]));
            thin.Customers[thin.Count - 1] = reached - taken;
            taken = reached;
        }
        thin.Total();
        return thin;
    }

    static bool Same(PurchaseSummary left, PurchaseSummary right) =>
        left.Frequency == right.Frequency && left.Recency == right.Recency && left.Age == right.Age;

    void Open(PurchaseSummary customer)
    {
        (Frequencies[Count], Recencies[Count], Ages[Count]) = (customer.Frequency, customer.Recency, customer.Age);
        Count++;
    }

    void Total()
    {
        var (frequency, age) = (0.0, 0.0);
        for (var group = 0; group < Count; group++)
        {
            CustomerCount += Customers[group];
            frequency += Customers[group] * Frequencies[group];
            age += Customers[group] * Ages[group];
            MaxFrequency = Math.Max(MaxFrequency, Frequencies[group]);
        }
        MeanFrequency = frequency / CustomerCount;
        MeanAge = age / CustomerCount;
    }
}
