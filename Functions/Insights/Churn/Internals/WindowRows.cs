using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>Features and labels of the population at one cutoff or several, one row a customer and cutoff.</summary>
sealed class WindowRows
{
    WindowRows(FeatureMatrix features, float[] labels) => (Features, Labels, Churned) = (features, labels, labels.Count(label => label == 1));

    public FeatureMatrix Features { get; }

    /// <summary>1 where the customer left.</summary>
    public float[] Labels { get; }

    public int Count => Labels.Length;

    public int Churned { get; }

    public double ChurnRate => (double)Churned / Count;

    /// <summary>Rows in (cutoff, customer) order, whatever the number of threads.</summary>
    public static WindowRows Build(IReadOnlyList<CustomerHistory> customers, IReadOnlyList<DateTimeOffset> cutoffs, int horizonDays, RunContext run)
    {
        var rows = cutoffs.SelectMany(cutoff => Population(customers, cutoff, horizonDays)).ToArray();
        var width = ChurnFeatures.All.Count;
        var values = new float[rows.Length * width];
        var threads = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, run.MaxThreads), CancellationToken = run.Cancellation };
        Parallel.For(0, rows.Length, threads, row =>
            FeatureBuilder.Fill(new PurchaseView(rows[row].Customer, rows[row].Cutoff, horizonDays), values.AsSpan(row * width, width)));
        return new WindowRows(new FeatureMatrix(values, rows.Length, width), [.. rows.Select(row => row.Left ? 1f : 0f)]);
    }

    static IEnumerable<(CustomerHistory Customer, DateTimeOffset Cutoff, bool Left)> Population(
        IReadOnlyList<CustomerHistory> customers, DateTimeOffset cutoff, int horizonDays)
    {
        foreach (var customer in customers)
            if (ChurnLabel.Of(customer, cutoff, horizonDays) is { } left) yield return (customer, cutoff, left);
    }
}
