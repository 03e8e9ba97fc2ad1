using System.CommandLine;
using System.Globalization;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Local.Mine.Tables;

/// <summary>What columns that are no features say of the rows: --weights, --group and --time.</summary>
/// <param name="Weights">One a row.</param>
/// <param name="GroupIds">What the rows of one list share.</param>
/// <param name="Order">Rows from the oldest to the newest; null where the file's order stands.</param>
sealed record SideColumns(float[]? Weights, float[]? GroupIds, int[]? Order)
{
    /// <summary>Columns to read as texts, as floats do not hold every key and date.</summary>
    public static IReadOnlyCollection<string> Texts(ParseResult parsed) =>
        [.. new[] { parsed.GetValue(MineFlags.Group), parsed.GetValue(MineFlags.Time) }.OfType<string>()];

    /// <summary>Takes the columns out of a table that was read with <see cref="Texts"/>.</summary>
    public static (SideColumns Side, DataTable Features) Take(ParseResult parsed, DataTable table)
    {
        var names = new[] { parsed.GetValue(MineFlags.Weights), parsed.GetValue(MineFlags.Group), parsed.GetValue(MineFlags.Time) };
        var side = new SideColumns(
            names[0] is { } weights ? WeightsIn(table, weights) : null,
            names[1] is { } group ? Whole(table, group) : null,
            names[2] is { } time ? OrderBy(table, time) : null);
        return (side, names.Any(name => name is not null) ? table.Without([.. names.OfType<string>().Distinct().Select(table.IndexOf)]) : table);
    }

    /// <summary>Number of rows of each list, where rows of one list lie together.</summary>
    /// <exception cref="InvalidDataException">They do not; names the row.</exception>
    public int[]? GroupCounts()
    {
        if (GroupIds is null) return null;
        var (counts, seen) = (new List<int>(), new HashSet<float>());
        for (var place = 0; place < GroupIds.Length; place++)
        {
            var row = Order?[place] ?? place;
            if (place > 0 && GroupIds[row] == GroupIds[Order?[place - 1] ?? place - 1]) counts[^1]++;
            else if (seen.Add(GroupIds[row])) counts.Add(1);
            else throw new InvalidDataException($"row {row + 1} belongs to a group whose rows ended before; rows of one --group must lie together.");
        }
        return [.. counts];
    }

    static float[] WeightsIn(DataTable table, string name)
    {
        var weights = Whole(table, name);
        if (table.Columns[table.IndexOf(name)].IsCategorical) throw new InvalidDataException($"the column \"{name}\" of --weights holds texts; numbers of 0 or more were expected.");
        var wrong = Array.FindIndex(weights, weight => !(weight >= 0) || float.IsInfinity(weight));
        return wrong < 0 ? weights : throw new InvalidDataException($"row {wrong + 1} has the weight {weights[wrong]} in \"{name}\"; a number of 0 or more was expected.");
    }

    // By number where all are numbers, else by the alphabet, so that 2024-01-29 comes after 2023-12-31.
    static int[] OrderBy(DataTable table, string name)
    {
        var times = Whole(table, name);
        var texts = table.Columns[table.IndexOf(name)].Categories;
        var numbers = texts.Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        var sorted = Enumerable.Range(0, texts.Count).ToArray();
        if (numbers.Any(double.IsNaN)) Array.Sort(sorted, (left, right) => string.CompareOrdinal(texts[left], texts[right]));
        else Array.Sort(sorted, (left, right) => numbers[left].CompareTo(numbers[right]));
        var places = new int[texts.Count];
        for (var place = 0; place < sorted.Length; place++) places[sorted[place]] = place;
        return [.. Enumerable.Range(0, times.Length).OrderBy(row => places[(int)times[row]])];
    }

    static float[] Whole(DataTable table, string name)
    {
        var values = table.Features.Column(table.IndexOf(name));
        var missing = Array.FindIndex(values, float.IsNaN);
        return missing < 0 ? values : throw new InvalidDataException($"row {missing + 1} has no value in \"{name}\".");
    }
}
