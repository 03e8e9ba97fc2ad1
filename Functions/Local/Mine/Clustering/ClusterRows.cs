using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Local.Mine.Clustering;

/// <summary>Rows that have a distance: a number in every field.</summary>
static class ClusterRows
{
    /// <summary>Reads all columns but those left out.</summary>
    public static DataTableOrFloats Read(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetRequiredValue(MineFlags.Data).Name;
        if (TableInput.IsFloats(parsed)) return Numbers(file, TableInput.ReadFeatures(parsed, known: null, cancellation));
        var table = MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream => TableInput.Leave(parsed, TableReader.ReadCsv(stream, known: null, cancellation)));
        if (table.Columns.FirstOrDefault(column => column.IsCategorical) is { } texts)
            throw new CommandFailedException($"{file}: the column \"{texts.Name}\" holds texts such as \"{texts.Categories[0]}\", which have no distance; leave it out by --without \"{texts.Name}\".");
        return Numbers(file, new DataTableOrFloats(table));
    }

    /// <summary>Reads the columns of a model.</summary>
    public static FeatureMatrix Read(ParseResult parsed, IReadOnlyList<TableColumn> known, CancellationToken cancellation) =>
        Numbers(parsed.GetRequiredValue(MineFlags.Data).Name, new DataTableOrFloats(KnownColumns.Read(parsed, known, cancellation), known)).Features;

    static DataTableOrFloats Numbers(string file, DataTableOrFloats input)
    {
        for (var row = 0; row < input.Features.RowCount; row++)
        {
            var values = input.Features.Row(row);
            var column = values.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
            if (column < 0) continue;
            var found = float.IsNaN(values[column]) ? "missing" : "infinite";
            throw new CommandFailedException(
                $"{file}: row {row + 1}, column \"{input.Columns[column].Name}\": the value is {found}, and only numbers have a distance; fill it in, or leave the row or the column out.");
        }
        return input;
    }
}
