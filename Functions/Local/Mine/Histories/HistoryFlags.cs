using System.CommandLine;
using CrmInsights.Mining.Data.Histories;

namespace CrmInsights.Local.Mine.Histories;

/// <summary>Flags of models that read a customer's events one by one.</summary>
static class HistoryFlags
{
    public static readonly Option<string?> Cutoff = new("--cutoff")
    {
        Description = "recurrent: last day of which events are seen, such as 2024-01-29, or the column that holds each customer's own (of --labels, else of the events). Default: the last event.",
    };
    public static readonly Option<int> LastEvents = new("--last-events") { Description = "recurrent: most events of a customer that are read, the last ones.", DefaultValueFactory = _ => 100 };
    public static readonly Option<int> LeastCustomers = new("--least-customers") { Description = "recurrent: fewest customers of an item that is a kind of its own; all rarer and new items are one kind.", DefaultValueFactory = _ => 5 };

    static HistoryFlags()
    {
        LastEvents.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int>() is < 1 or > 100_000, "1 to 100000 was expected"));
        LeastCustomers.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int>() < 1, "1 or more was expected"));
    }

    /// <summary>Flags that say what a file of events holds.</summary>
    public static IReadOnlyList<Option> OfFiles { get; } = [EventFlags.Customer, EventFlags.Date, EventFlags.Item, EventFlags.Amount, EventFlags.NoHeader, MineFlags.Labels, MineFlags.Label, Cutoff];

    /// <summary>The columns of the events as the flags name them. The item may be missing where nobody named it; amounts are read where they are named.</summary>
    public static HistoryColumns Columns(ParseResult parsed) => new(parsed.GetValue(EventFlags.Customer)!, parsed.GetValue(EventFlags.Date)!)
    {
        Item = parsed.GetValue(EventFlags.Item),
        IsItemOptional = !Says(parsed, EventFlags.Item),
        Amount = Says(parsed, EventFlags.Amount) ? parsed.GetValue(EventFlags.Amount) : null,
        HasHeader = !parsed.GetValue(EventFlags.NoHeader),
    };

    /// <summary>The columns a model was trained on, but for those that flags name.</summary>
    public static HistoryColumns Columns(ParseResult parsed, HistoryColumns trained) => new(
        Says(parsed, EventFlags.Customer) ? parsed.GetValue(EventFlags.Customer)! : trained.Customer, Says(parsed, EventFlags.Date) ? parsed.GetValue(EventFlags.Date)! : trained.Date)
    {
        Item = trained.Item is null ? null : Says(parsed, EventFlags.Item) ? parsed.GetValue(EventFlags.Item) : trained.Item,
        Amount = trained.Amount is null ? null : Says(parsed, EventFlags.Amount) ? parsed.GetValue(EventFlags.Amount) : trained.Amount,
        HasHeader = Says(parsed, EventFlags.NoHeader) ? !parsed.GetValue(EventFlags.NoHeader) : trained.HasHeader,
    };

    /// <summary>What --cutoff says: a date, or else a column.</summary>
    public static (DateTime? Date, string? Column) CutoffOf(ParseResult parsed) => parsed.GetValue(Cutoff) switch
    {
        null => (null, null),
        var text when EventLogReader.TryDate(text, out var date) => (date, null),
        var text => (null, text),
    };

    public static bool Says(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}
