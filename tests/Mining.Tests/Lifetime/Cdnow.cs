using System.Globalization;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Mining.Tests.Lifetime;

/// <summary>The 2,357 customers of the CDNOW sample: Fader, Hardie and Lee (2005), Marketing Science 24(2).</summary>
static class Cdnow
{
    public static string Folder => Path.Combine(Environment.GetEnvironmentVariable("CRMINSIGHTS_SHARED") ?? "", "data", "cdnow");

    /// <summary>The published summary: x, t_x, T in weeks, and the mean repeat spend.</summary>
    public static PurchaseSummary[] Summaries() =>
    [
        .. from line in File.ReadLines(Path.Combine(Folder, "cdnow_customers_summary_with_transactions.csv")).Skip(1)
           let fields = line.Split(',')
           select new PurchaseSummary(int.Parse(fields[1], CultureInfo.InvariantCulture), Number(fields[2]), Number(fields[3]), Number(fields[4])),
    ];

    /// <summary>The single purchases: customer, day, dollars.</summary>
    public static IEnumerable<(string Customer, DateOnly Date, decimal Amount)> Purchases() =>
        from line in File.ReadLines(Path.Combine(Folder, "CDNOW_sample.txt"))
        let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select (fields[1], DateOnly.ParseExact(fields[2], "yyyyMMdd", CultureInfo.InvariantCulture), decimal.Parse(fields[4], CultureInfo.InvariantCulture));

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
