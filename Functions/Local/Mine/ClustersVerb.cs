using System.CommandLine;
using System.Runtime.InteropServices;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine;

/// <summary>`mine clusters`: groups of rows that are alike.</summary>
static class ClustersVerb
{
    static readonly Option<int?> s_k = new("--k") { Description = "Number of clusters; without it the most stable of 3 to 8." };
    static readonly Option<FileInfo?> s_init = new("--init") { Description = "Start centers, 64-bit floats, center after center." };
    static readonly Option<double> s_tolerance = new("--tolerance") { Description = "Ends when the centers move less than this times the mean variance of the columns.", DefaultValueFactory = _ => 1e-4 };
    static readonly Option<FileInfo?> s_model = new("--model") { Description = "Writes the centers to this file." };

    static ClustersVerb()
    {
        s_k.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int?>() is < 1, "1 or more was expected"));
        s_tolerance.Validators.Add(result => MineFlags.Refuse(result, !(result.GetValueOrDefault<double>() >= 0), "0 or more was expected"));
    }

    public static Command Describe()
    {
        var command = new Command("clusters", "Finds clusters by k-means. Columns are taken as they are: scale them first where their units differ.")
        {
            MineFlags.Data, MineFlags.Rows, MineFlags.Columns, s_k, s_init, s_tolerance, MineFlags.Seed, MineFlags.Threads, s_model, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (input, loadSeconds, _) = Stage.Measure(() => TableInput.ReadFeatures(parsed, known: null, cancellation));
        var run = MineFlags.Run(parsed, cancellation);
        var (model, seconds, cpu) = Stage.Measure(() => Fit(parsed, input.Features, run));
        var labels = new int[input.Features.RowCount];
        model.Predict(input.Features, labels);
        if (parsed.GetValue(s_model) is { } file)
            await MineOutput.ReplaceAsync(file, async path =>
            {
                await using var stream = File.Create(path);
                model.Save(stream);
            });
        await MineOutput.WriteRowsAsync(parsed, "row,cluster", labels.Select((label, row) => $"{row},{label}"), cancellation);
        var sizes = Enumerable.Range(0, model.ClusterCount).Select(cluster => new { cluster, rows = labels.Count(label => label == cluster), center = model.Center(cluster).ToArray() }).ToList();
        return await MineOutput.FinishAsync(parsed, new MineResult
        {
            Task = "clusters",
            Rows = input.Features.RowCount,
            Columns = input.Features.FeatureCount,
            Threads = run.MaxThreads,
            LoadSeconds = loadSeconds,
            FitSeconds = seconds,
            FitCpuSeconds = cpu,
            Count = model.ClusterCount,
            Iterations = model.Iterations,
            Inertia = model.Inertia,
            Quality = Quality(input.Features, labels, model, run),
            Top = sizes,
        }, sizes.Select(size => $"{size.rows,10:N0} rows: {string.Join(", ", input.Columns.Zip(size.center, (column, center) => $"{column.Name} {center:G4}").Take(8))}"), cancellation);
    }

    static KMeansModel Fit(ParseResult parsed, FeatureMatrix x, RunContext run)
    {
        try
        {
            var seed = parsed.GetValue(MineFlags.Seed);
            if (parsed.GetValue(s_k) is not { } k)
                return ClusterCount.ByStability(x, new ClusterCountOptions { Seed = seed }, run).Single(trial => trial.Chosen).Model;
            return KMeans.Fit(x, new KMeansOptions { ClusterCount = k, Seed = seed, Tolerance = parsed.GetValue(s_tolerance), InitialCenters = Centers(parsed, k * x.FeatureCount) }, run);
        }
        catch (ArgumentException wrong)
        {
            throw new CommandFailedException($"{parsed.GetRequiredValue(MineFlags.Data).Name}: {wrong.Message}");
        }
    }

    static double[]? Centers(ParseResult parsed, int count)
    {
        if (parsed.GetValue(s_init) is not { } file) return null;
        return MineFiles.Read(file, stream =>
        {
            if (stream.Length != 8L * count) throw new InvalidDataException($"found {stream.Length:N0} bytes; the centers need {8L * count:N0} (64-bit floats, clusters x columns).");
            var centers = new double[count];
            stream.ReadExactly(MemoryMarshal.AsBytes(centers.AsSpan()));
            return centers;
        });
    }

    static Dictionary<string, double> Quality(FeatureMatrix x, int[] labels, KMeansModel model, RunContext run)
    {
        var isOne = model.ClusterCount == 1;
        return isOne ? [] : new()
        {
            ["silhouette"] = ClusterQuality.SampledSilhouette(x, labels, (Math.Min(2000, x.RowCount), 42), run),
            ["daviesBouldin"] = ClusterQuality.DaviesBouldin(x, labels),
        };
    }
}
