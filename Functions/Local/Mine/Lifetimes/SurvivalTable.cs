using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>Durations with what is known of each row.</summary>
/// <param name="Durations">Time watched.</param>
/// <param name="Observed">Whether it ended then.</param>
/// <param name="Features">The other columns, spelled; null where there are none.</param>
/// <param name="Columns">The columns before they were spelled.</param>
/// <param name="GroupNames">Value of --by of each row; null without it.</param>
sealed record SurvivalTable(double[] Durations, bool[] Observed, FeatureMatrix? Features, IReadOnlyList<TableColumn> Columns, string[]? GroupNames)
{
    public static SurvivalTable Read(ParseResult parsed, CancellationToken cancellation)
    {
        var (duration, ended, by) = (parsed.GetRequiredValue(SurvivalVerb.Duration), parsed.GetRequiredValue(SurvivalVerb.Event), parsed.GetValue(SurvivalVerb.By));
        return MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream =>
        {
            var table = TableInput.Leave(parsed, TableReader.ReadCsv(stream, known: null, cancellation, by is null ? [] : [by]));
            var durations = Array.ConvertAll(Whole(table, duration), time => (double)time);
            var wrong = Array.FindIndex(durations, time => !(time > 0) || double.IsInfinity(time));
            if (wrong >= 0) throw new InvalidDataException($"row {wrong + 1} has the duration {durations[wrong]} in \"{duration}\"; a number above 0 was expected.");
            var observed = Array.ConvertAll(YesOrNo(table, ended), seen => seen == 1);
            var isCurve = parsed.GetValue(SurvivalVerb.Method) == "km";
            var taken = new[] { duration, ended }.Select(table.IndexOf).ToArray();
            if (isCurve || table.Columns.Count == taken.Length) return new SurvivalTable(durations, observed, null, [], by is null ? null : Names(table, by));
            var others = table.Without(taken);
            return new SurvivalTable(durations, observed, new OneHot(others.Columns).Encode(others.Features), others.Columns, null);
        });
    }

    public IEnumerable<(string Name, double[] Durations, bool[] Observed)> Groups() => GroupNames is null
        ? [("all", Durations, Observed)]
        : Enumerable.Range(0, Durations.Length).GroupBy(row => GroupNames[row]).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Select(row => Durations[row]).ToArray(), group.Select(row => Observed[row]).ToArray()));

    /// <summary>The first rows to learn from, the others to test on.</summary>
    public (SurvivalData Train, SurvivalData? Test) Cut(ParseResult parsed)
    {
        if (Features is null) throw new CommandFailedException("There is no column beside duration and event; --method km needs none.");
        var rows = Durations.Length;
        var train = MineFlags.TrainRowsOf(parsed, rows);
        return (Part(0, train), train == rows ? null : Part(train, rows - train));
    }

    SurvivalData Part(int from, int count) => new() { Features = Features!.Part(from, count), Durations = Durations[from..(from + count)], Observed = Observed[from..(from + count)] };

    static float[] YesOrNo(DataTable table, string name)
    {
        var (_, values, _) = table.TakeLabel(name);
        var wrong = Array.FindIndex(values, value => value is not (0 or 1));
        return wrong < 0 ? values : throw new InvalidDataException($"row {wrong + 1} has {values[wrong]} in the column \"{name}\"; yes or no, 1 or 0 was expected.");
    }

    static float[] Whole(DataTable table, string name)
    {
        if (table.Columns[table.IndexOf(name)].IsCategorical) throw new InvalidDataException($"the column \"{name}\" holds texts; numbers above 0 were expected.");
        return table.TakeLabel(name).Labels;
    }

    static string[] Names(DataTable table, string name)
    {
        var texts = table.Columns[table.IndexOf(name)].Categories;
        return Array.ConvertAll(table.Features.Column(table.IndexOf(name)), code => float.IsNaN(code) ? "" : texts[(int)code]);
    }
}
