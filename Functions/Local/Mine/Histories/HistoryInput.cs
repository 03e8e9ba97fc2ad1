using System.CommandLine;
using System.Globalization;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Data.Histories;

namespace CrmInsights.Local.Mine.Histories;

/// <summary>Events with labels, cut at the time of each label.</summary>
/// <param name="Log">All events of the file.</param>
/// <param name="Labels">The labels; null where customers are only scored.</param>
/// <param name="Seen">What is seen of each customer.</param>
sealed record HistoryInput(EventLog Log, CustomerLabels? Labels, SeenHistories Seen)
{
    /// <summary>Reads --data, and --labels where it is given.</summary>
    public static HistoryInput Read(ParseResult parsed, HistoryColumns columns, CancellationToken cancellation)
    {
        var (date, column) = HistoryFlags.CutoffOf(parsed);
        var asked = columns with { Label = parsed.GetValue(MineFlags.Label), Cutoff = column };
        var (data, file) = (parsed.GetRequiredValue(MineFlags.Data), parsed.GetValue(MineFlags.Labels));
        var log = MineFiles.Read(data, stream => EventLogReader.Read(stream, file is null ? asked : columns, cancellation));
        var labels = file is null ? log.Labels : MineFiles.Read(file, stream => CustomerLabels.Read(stream, asked, cancellation));
        return new HistoryInput(log, labels, Named(file ?? data, () => SeenHistories.Join(log, labels, date)));
    }

    /// <summary>Labels as numbers.</summary>
    /// <param name="parsed">Says which file the labels come from.</param>
    /// <param name="histories">Customers with labels.</param>
    /// <param name="names">What the numbers stand for.</param>
    public float[] Numbers(ParseResult parsed, IEnumerable<SeenHistory> histories, IReadOnlyList<string> names) =>
        Named(FileOfLabels(parsed), () => histories.Select(history => Labels!.NumberOf(history.Label!, names)).ToArray());

    public IReadOnlyList<string> Names(ParseResult parsed) => Named(FileOfLabels(parsed), () => Labels!.Names());

    /// <summary>What was left out, in words; empty where nothing was.</summary>
    public IEnumerable<string> LeftOut()
    {
        var parts = new[]
        {
            (Seen.EventsAfterCutoff, "events after the cutoff"), (Seen.CustomersWithoutEvents, "customers without an event up to it"), (Seen.CustomersWithoutLabel, "customers whom the labels do not name"),
        };
        var said = parts.Where(part => part.Item1 > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1:N0} {part.Item2}")).ToList();
        if (said.Count > 0) yield return $"Left out: {string.Join(", ", said)}.";
    }

    /// <summary>The same as numbers.</summary>
    public void AddLeftOut(Dictionary<string, double> parameters)
    {
        parameters["eventsAfterCutoff"] = Seen.EventsAfterCutoff;
        parameters["customersWithoutEvents"] = Seen.CustomersWithoutEvents;
        parameters["customersWithoutLabel"] = Seen.CustomersWithoutLabel;
    }

    static FileInfo FileOfLabels(ParseResult parsed) => parsed.GetValue(MineFlags.Labels) ?? parsed.GetRequiredValue(MineFlags.Data);

    static T Named<T>(FileInfo file, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandFailedException($"{file.Name}: {wrong.Message}");
        }
    }
}
