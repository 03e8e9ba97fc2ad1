using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Segments.Internals;

/// <summary>What sets the customers of a segment apart, in words.</summary>
static class SegmentWords
{
    const double Apart = 0.25;                              // logarithm: a factor of about 1.3

    const double Notable = 0.1;                             // logarithm: a factor of about 1.1

    /// <summary>A few words from a center against the medians.</summary>
    public static string Name(SegmentSpace space, int cluster)
    {
        var apart = space.UsualOf(cluster).Select((value, feature) => Math.Log(1 + value) - space.Scale.Features[feature].Median).ToArray();
        var amount = Level(apart[0], "Small", "Medium", "Large");
        var units = Level(apart[1], " of few units", "", " in bulk");
        var rhythm = Level(apart[2], "frequent", "regular", "rare");
        return $"{amount}, {rhythm} orders{units}";
    }

    /// <summary>Two sentences: what is usual in the segment, and how that compares with all customers.</summary>
    public static string Profile(IReadOnlyList<Behaviour> members, IReadOnlyList<Behaviour> all)
    {
        var (amount, units, gap) = Usual(members);
        var (allAmount, allUnits, allGap) = Usual(all);
        (double Ratio, string Text)[] compared =
        [
            Compared(amount / allAmount, "as much an order"), Compared(units / allUnits, "as many units a line"), Compared(allGap / gap, "as often"),
        ];
        var apart = compared.Where(part => Math.Abs(Math.Log(part.Ratio)) > Notable).OrderByDescending(part => Math.Abs(Math.Log(part.Ratio)))
            .Select(part => part.Text).ToArray();
        var lines = units > 0 ? $", {(Rounded(units) is var rounded && rounded == "1" ? "1 unit" : $"{rounded} units")} a line" : "";
        var usual = $"{Words.Percent((double)members.Count / all.Count)} of all customers: they usually order for {Rounded(amount)} "
            + $"every {Words.Number(Math.Max(1, gap), "0")} days{lines}";
        return apart.Length == 0
            ? $"{usual}. Nothing sets them far apart from the usual customer."
            : $"{usual}. Against the usual customer they buy {Words.List(apart)}.";
    }

    /// <summary>A number of at most two significant digits, thousands grouped.</summary>
    public static string Rounded(double value)
    {
        var unit = value < 10 ? 1 : Math.Pow(10, Math.Floor(Math.Log10(value)) - 1);
        return Words.Number(Math.Round(value / unit) * unit, "#,##0");
    }

    static string Level(double value, string low, string middle, string high) => value < -Apart ? low : value > Apart ? high : middle;

    static (double Ratio, string Text) Compared(double ratio, string what) =>
        double.IsFinite(ratio) && ratio > 0 ? (ratio, $"{Words.Number(ratio, ratio < 10 ? "0.0" : "0")} times {what}") : (1, what);

    static (double Amount, double Units, double Gap) Usual(IReadOnlyList<Behaviour> customers) => (Median(customers, 0), Median(customers, 1), Median(customers, 2));

    static double Median(IReadOnlyList<Behaviour> customers, int feature)
    {
        var sorted = customers.Select(customer => customer.Usual(feature)).OfType<double>().Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }
}
