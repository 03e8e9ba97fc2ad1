using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>Features and labels of the population at one cutoff or several, one row a customer and cutoff.</summary>
sealed class WindowRows
{
    /// <summary>Most rows: beyond, a sample that keeps the shares of cutoffs and labels says as much.</summary>
    public const int MostRows = 200_000;

    readonly RowKey[] _keys;

    WindowRows(FeatureMatrix features, RowKey[] keys)
    {
        (Features, _keys) = (features, keys);
        Labels = [.. keys.Select(key => key.Left ? 1f : 0f)];
        Churned = keys.Count(key => key.Left);
    }

    public FeatureMatrix Features { get; }

    /// <summary>1 where the customer left.</summary>
    public float[] Labels { get; }

    public int Count => Labels.Length;

    public int Churned { get; }

    public double ChurnRate => (double)Churned / Count;

    /// <summary>The latest cutoff among the rows.</summary>
    public DateTimeOffset LastCutoff => _keys[^1].Cutoff;

    /// <summary>Rows in (cutoff, customer) order, whatever the number of threads.</summary>
    public static WindowRows Build(IReadOnlyList<CustomerHistory> customers, IReadOnlyList<DateTimeOffset> cutoffs, int horizonDays, RunContext run)
    {
        var keys = Sample([.. cutoffs.SelectMany(cutoff => Population(customers, cutoff, horizonDays))], MostRows);
        var width = ChurnFeatures.All.Count;
        var values = new float[keys.Length * width];
        var threads = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, run.MaxThreads), CancellationToken = run.Cancellation };
        Parallel.For(0, keys.Length, threads, row =>
            FeatureBuilder.Fill(new PurchaseView(customers[keys[row].Customer], keys[row].Cutoff, horizonDays), values.AsSpan(row * width, width)));
        return new WindowRows(new FeatureMatrix(values, keys.Length, width), keys);
    }

    /// <summary>The rows for which a condition on the number of the customer and the cutoff holds.</summary>
    public TrainingData Where(Func<int, DateTimeOffset, bool> holds)
    {
        int[] rows = [.. Enumerable.Range(0, Count).Where(row => holds(_keys[row].Customer, _keys[row].Cutoff))];
        var width = Features.FeatureCount;
        var values = new float[rows.Length * width];
        for (var row = 0; row < rows.Length; row++) Features.Row(rows[row]).CopyTo(values.AsSpan(row * width, width));
        return new TrainingData { Features = new FeatureMatrix(values, rows.Length, width), Labels = [.. rows.Select(row => Labels[row])] };
    }

    /// <summary>Rows at even steps among those who left, and among those who stayed; as they lie in order of cutoffs, each keeps its share.</summary>
    internal static RowKey[] Sample(RowKey[] keys, int most)
    {
        if (keys.Length <= most) return keys;
        var seen = (Left: 0L, Stayed: 0L);
        bool IsNext(long count) => (count + 1) * most / keys.Length > count * most / keys.Length;
        return [.. keys.Where(key => IsNext(key.Left ? seen.Left++ : seen.Stayed++))];
    }

    static IEnumerable<RowKey> Population(IReadOnlyList<CustomerHistory> customers, DateTimeOffset cutoff, int horizonDays)
    {
        for (var customer = 0; customer < customers.Count; customer++)
            if (ChurnLabel.Of(customers[customer], cutoff, horizonDays) is { } left) yield return new RowKey(customer, cutoff, left);
    }

    /// <summary>Whom a row is about, when, and what became of it.</summary>
    internal readonly record struct RowKey(int Customer, DateTimeOffset Cutoff, bool Left);
}
