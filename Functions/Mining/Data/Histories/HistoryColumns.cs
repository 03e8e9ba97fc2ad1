namespace CrmInsights.Mining.Data.Histories;

/// <summary>Which columns of a file say who did what when, and what came of it.</summary>
/// <param name="Customer">Column of the customer.</param>
/// <param name="Date">Column of the date, with or without the time of day.</param>
public sealed record HistoryColumns(string Customer, string Date)
{
    /// <summary>Column of the item; null where all events are of one kind.</summary>
    public string? Item { get; init; }

    /// <summary>True where a file without the column <see cref="Item"/> has events of one kind.</summary>
    public bool IsItemOptional { get; init; }

    /// <summary>Column of the amount; null where events have none.</summary>
    public string? Amount { get; init; }

    /// <summary>Column that says on every line of a customer what came of it; null where a file of its own does, or nothing.</summary>
    public string? Label { get; init; }

    /// <summary>Column that says on every line of a customer until when its events are seen; null where there is none.</summary>
    public string? Cutoff { get; init; }

    /// <summary>False where the first line is a record already; columns are named by their number then, from 1.</summary>
    public bool HasHeader { get; init; } = true;
}
