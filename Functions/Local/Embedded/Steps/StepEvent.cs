using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Messages;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>What a step is told about an operation: all of it fits into a stored job.</summary>
sealed record StepEvent
{
    /// <summary>Stands for the table of a message that is about none.</summary>
    public const string NoTable = "none";

    public required string Message { get; init; }
    public required string Table { get; init; }
    /// <summary>The columns that the request carried; none on Delete.</summary>
    public required TableRow Target { get; init; }
    public required Guid UserId { get; init; }
    public required Guid InitiatingUserId { get; init; }
    public required Guid CorrelationId { get; init; }
    public required int Depth { get; init; }
    public required DateTime CreatedOn { get; init; }
    /// <summary>Of a custom API: what it was called with, its target included; null for Create, Update and Delete.</summary>
    public IReadOnlyList<ParameterValue>? Input { get; init; }
    /// <summary>Of a custom API: what it answered.</summary>
    public IReadOnlyList<ParameterValue> Output { get; init; } = [];
    public IReadOnlyDictionary<string, TableRow> PreImages { get; init; } = new Dictionary<string, TableRow>();
    public IReadOnlyDictionary<string, TableRow> PostImages { get; init; } = new Dictionary<string, TableRow>();
    public IReadOnlyDictionary<string, object?> SharedVariables { get; init; } = new Dictionary<string, object?>();

    /// <summary>An operation of a session on a row.</summary>
    public static StepEvent Of(Session session, string message, TableRow target) => new()
    {
        Message = message,
        Table = target.Table,
        Target = target,
        UserId = session.Caller.UserId,
        InitiatingUserId = session.Frame.Parent?.InitiatingUserId ?? session.Caller.UserId,
        CorrelationId = session.Frame.CorrelationId,
        Depth = session.Frame.Depth,
        CreatedOn = session.Transaction.Now,
        SharedVariables = session.Caller.Tag is { } tag ? new() { ["tag"] = tag } : new Dictionary<string, object?>(),
    };

    /// <summary>The images of a step, with the columns it names.</summary>
    public static Dictionary<string, TableRow> Images(IEnumerable<StepImage> images, TableDefinition table, TableRow? row) =>
        row is null ? [] : images.ToDictionary(image => image.Alias, image => Cut(image, table, row));

    static TableRow Cut(StepImage image, TableDefinition table, TableRow row)
    {
        if (image.Columns.Count == 0) return row;
        var cut = new TableRow(row.Table, row.Id) { Version = row.Version };
        foreach (var column in image.Columns) cut[table.Column(column).LogicalName] = row[column];
        return cut;
    }
}

/// <summary>A parameter of a custom API with its value.</summary>
sealed record ParameterValue(string Name, ParameterType Type, object? Value);
