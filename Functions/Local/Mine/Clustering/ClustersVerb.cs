using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Models;
using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;

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
        var input = run.Load(() => ClusterRows.Read(parsed, cancellation));
        var scale = parsed.GetValue(ClusterFlags.Scale) ? ColumnScale.Of(input.Features) : null;
        var x = scale is null ? input.Features : scale.Apply(input.Features);
        var description = new ClusterDescription(ModelFiles.Version, parsed.GetValue(ClusterFlags.Method)!, input.Columns) { Scale = scale };
        var found = run.Fit(() => FittedClusters.Of(parsed, x, description, run.Context));
        await WriteAsync(run, found, x);
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

    static async Task WriteAsync(MineRun run, FittedClusters found, FeatureMatrix x)
    {
        if (run.Parsed.GetValue(ClusterFlags.Model) is { } file)
        {
            if (found.Model is not { } model) throw new CommandFailedException("--model: no row lies in a dense place, so there is no cluster to save; give a larger --radius or fewer --neighbours.");
            await ModelFiles.WriteAsync(file, model.Description, model.Save, run.Cancellation);
        }
        if (found.Model is { } clusters) await clusters.WriteRowsAsync(run, x, found.Labels);
        else await run.WriteRowsAsync("row,cluster", found.Labels.Select((label, row) => $"{row},{label}"));
    }
}
