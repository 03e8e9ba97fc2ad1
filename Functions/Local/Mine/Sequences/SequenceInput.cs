using System.CommandLine;
using System.Globalization;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Local.Mine.Sequences;

/// <summary>Sequences of a file, and whose they are.</summary>
/// <param name="Sequences">One sequence a customer.</param>
/// <param name="Customers">Their names: of SPMF files, which have none, the number of the sequence from 1.</param>
sealed record SequenceInput(SequenceDatabase Sequences, IReadOnlyList<string> Customers)
{
    /// <summary>A table (.csv, or any file whose columns are given), or SPMF's text format.</summary>
    public static SequenceInput Read(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetRequiredValue(MineFlags.Data);
        var isTable = file.Extension.Equals(".csv", StringComparison.OrdinalIgnoreCase) || parsed.GetResult(EventFlags.Customer) is { Implicit: false } || parsed.GetValue(EventFlags.NoHeader);
        return MineFiles.Read(file, stream =>
        {
            if (isTable)
            {
                var (histories, customers) = HistoryReader.Read(stream, cancellation, EventFlags.Histories(parsed));
                return new SequenceInput(histories, customers);
            }
            var sequences = SpmfReader.Read(stream, cancellation);
            return new SequenceInput(sequences, [.. Enumerable.Range(1, sequences.Count).Select(number => number.ToString(CultureInfo.InvariantCulture))]);
        });
    }

    /// <summary>Which customers a file names, one a line.</summary>
    public bool[] Marked(FileInfo file)
    {
        var names = MineFiles.Read(file, stream => new StreamReader(stream).ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var places = Customers.Index().ToDictionary(customer => customer.Item, customer => customer.Index);
        var marked = new bool[Customers.Count];
        for (var line = 0; line < names.Length; line++)
            marked[places.TryGetValue(names[line], out var place) ? place : throw new CommandFailedException($"{file.Name}: entry {line + 1} is \"{names[line]}\", and no sequence is of that customer.")] = true;
        return marked;
    }

    /// <summary>Number of a day as in the sequences of a table.</summary>
    public static int? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date.DayNumber : null;

    /// <summary>A pattern in words: elements with an arrow between them; items of one element with a plus.</summary>
    public static string Words(SequenceDatabase sequences, ReadOnlySpan<int> codes)
    {
        var elements = new List<string>();
        var items = new List<string>();
        foreach (var code in codes)
        {
            if (code != SequencePatternCollection.ElementEnd)
            {
                items.Add(sequences.NameOf(code));
                continue;
            }
            elements.Add(string.Join(" + ", items));
            items.Clear();
        }
        return string.Join(" > ", elements);
    }
}
