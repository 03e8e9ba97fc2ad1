using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Local.Mine.Clustering;

/// <summary>`mine clusters`: groups of rows that are alike.</summary>
static class ClustersVerb
{
    const int SampledRows = 2000;

    static ClustersVerb()
    {
        ClusterFlags.K.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int?>() is < 1, "1 or more was expected"));
        ClusterFlags.Tolerance.Validators.Add(result => MineFlags.Refuse(result, !(result.GetValueOrDefault<double>() >= 0), "0 or more was expected"));
    }

    public static Command Describe()
    {
        var command = new Command("clusters", "Finds clusters of rows. Columns are taken as they are; --scale makes their units comparable.")
        {
            MineFlags.Data, MineFlags.Rows, MineFlags.Columns, MineFlags.Without, ClusterFlags.Method, ClusterFlags.K, ClusterFlags.Scale, ClusterFlags.Init, ClusterFlags.Tolerance, ClusterFlags.Radius,
            ClusterFlags.Neighbours, ClusterFlags.Fuzziness, MineFlags.Seed, MineFlags.Threads, ClusterFlags.Model, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var run = new MineRun("clusters", parsed, cancellation);
        var input = run.Load(() => Load(parsed, cancellation));
        var scale = parsed.GetValue(ClusterFlags.Scale) ? ColumnScale.Of(input.Features) : null;
        var x = scale is null ? input.Features : scale.Apply(input.Features);
        var found = run.Fit(() => FittedClusters.Of(parsed, x, run.Context));
        if (parsed.GetValue(ClusterFlags.Model) is { } file)
            await MineOutput.WriteAsync(file, found.Save ?? throw new CommandFailedException("--model: density clusters are labels of these rows only; there is no model to write."));
        await run.WriteRowsAsync(found.Header, Enumerable.Range(0, x.RowCount).Select(row => found.RowText(row, x)));
        var centers = ClusterCenters.Of(input.Features, found.Labels, found.Count);
        return await run.FinishAsync(new MineResult
        {
            Rows = x.RowCount,
            Columns = x.FeatureCount,
            Count = found.Count,
            Iterations = found.Iterations,
            Inertia = found.Inertia,
            LogLikelihood = found.LogLikelihood,
            Parameters = found.Parameters,
            Quality = found.Labels.Where(label => label >= 0).Distinct().Count() < 2 ? null : new Dictionary<string, double>
            {
                ["silhouette"] = ClusterQuality.SampledSilhouette(x, found.Labels, (Math.Min(SampledRows, x.RowCount), 42), run.Context),
                ["daviesBouldin"] = ClusterQuality.DaviesBouldin(x, found.Labels),
            },
            Top = [.. centers.Select((cluster, place) => (object)new { cluster = place, rows = cluster.Rows, center = found.CenterOf?.Invoke(place) is { } own ? scale?.Undo(own) ?? own : cluster.Mean })],
        }, [.. found.Lines, .. centers.Select(cluster => $"{cluster.Rows,10:N0} rows: {string.Join(", ", input.Columns.Zip(cluster.Mean, (column, center) => $"{column.Name} {center:G4}").Take(8))}")]);
    }

    static DataTableOrFloats Load(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetRequiredValue(MineFlags.Data).Name;
        if (TableInput.IsFloats(parsed)) return Numbers(file, TableInput.ReadFeatures(parsed, known: null, cancellation));
        var table = MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream => TableInput.Leave(parsed, TableReader.ReadCsv(stream, known: null, cancellation)));
        if (table.Columns.FirstOrDefault(column => column.IsCategorical) is { } texts)
            throw new CommandFailedException($"{file}: the column \"{texts.Name}\" holds texts such as \"{texts.Categories[0]}\", which have no distance; leave it out by --without \"{texts.Name}\".");
        return Numbers(file, new DataTableOrFloats(table));
    }

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
