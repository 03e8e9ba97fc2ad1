using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Local.Mine.Tables;

/// <summary>Rows of --data in the columns that a model was trained on, whatever their order in the file.</summary>
static class KnownColumns
{
    public static FeatureMatrix Read(ParseResult parsed, IReadOnlyList<TableColumn> columns, CancellationToken cancellation)
    {
        if (!TableInput.IsFloats(parsed)) return InOrder(TableInput.ReadFeatures(parsed, columns, cancellation), columns);
        var features = TableInput.ReadFeatures(parsed, known: null, cancellation).Features;
        return features.FeatureCount == columns.Count ? features : throw new CommandFailedException($"--columns is {features.FeatureCount}, but the model was trained on {columns.Count}.");
    }

    /// <summary>Reads another CSV file than --data.</summary>
    public static FeatureMatrix Read(FileInfo file, IReadOnlyList<TableColumn> columns, CancellationToken cancellation) =>
        InOrder(MineFiles.Read(file, stream => new DataTableOrFloats(TableReader.ReadCsv(stream, columns, cancellation))), columns);

    static FeatureMatrix InOrder(DataTableOrFloats table, IReadOnlyList<TableColumn> columns)
    {
        var names = table.Columns.Select(column => column.Name).ToList();
        return table.Features.Select([.. columns.Select(column => names.IndexOf(column.Name))]);
    }

    /// <summary>What makes columns of a file unusable; null where nothing does.</summary>
    public static string? Fault(IReadOnlyList<TableColumn> columns)
    {
        if (columns.Any(column => column is null || column.Categories.Any(category => category is null))) return "columns holds null";
        if (columns.GroupBy(column => column.Name).FirstOrDefault(group => group.Count() > 1) is { } twice) return $"columns names \"{twice.Key}\" twice";
        return columns.FirstOrDefault(column => column.Categories.Distinct().Count() < column.Categories.Count) is { } repeats ? $"the column \"{repeats.Name}\" holds a category twice" : null;
    }
}
