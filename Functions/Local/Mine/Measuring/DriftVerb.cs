using System.CommandLine;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Local.Mine.Measuring;

/// <summary>`mine drift`: which columns are no longer what they were.</summary>
static class DriftVerb
{
    static readonly Option<FileInfo> s_before = new("--before") { Description = "The earlier file, with the same columns.", Required = true };
    static readonly Option<int> s_bins = new("--bins") { Description = "Most bins of a number for the stability index.", DefaultValueFactory = _ => 10 };

    static DriftVerb() => s_bins.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int>() < 2, "2 or more was expected"));

    public static Command Describe()
    {
        var command = new Command("drift", "Compares the columns of a file with an earlier one: population stability index, and the Kolmogorov-Smirnov test for numbers or the chi-square test for texts.")
        {
            MineFlags.Data, s_before, MineFlags.Without, s_bins, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var run = new MineRun("drift", parsed, cancellation);
        var (before, after) = run.Load(() =>
        {
            var earlier = MineFiles.Read(parsed.GetRequiredValue(s_before), stream => TableInput.Leave(parsed, TableReader.ReadCsv(stream, known: null, cancellation)));
            return (earlier, MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream => TableReader.ReadCsv(stream, earlier.Columns, cancellation)));
        });
        var columns = run.Fit(() => ColumnDrift.Of(before, after, parsed.GetValue(s_bins)).OrderByDescending(column => column.Stability).ToList());
        await run.WriteRowsAsync("column,stabilityIndex,statistic,pValue,missingBefore,missingNow", columns.Select(column =>
            $"{MineOutput.Field(column.Name)},{string.Join(',', new[] { column.Stability, column.Test.Statistic, column.Test.PValue, column.MissingBefore, column.MissingNow }.Select(MineOutput.Number))}"));
        return await run.FinishAsync(new MineResult
        {
            Rows = after.Features.RowCount,
            Columns = columns.Count,
            Count = columns.Count(column => column.Stability >= PopulationStability.Major),
            Top = [.. columns.Take(20).Select(column => (object)new { column = column.Name, stabilityIndex = column.Stability, pValue = column.Test.PValue, missingBefore = column.MissingBefore, missingNow = column.MissingNow })],
        }, [$"{columns.Count(column => column.Stability >= PopulationStability.Major)} columns moved by {PopulationStability.Major} or more.", .. columns.Select(column => $"{column.Name}: stability index {column.Stability:0.000}, p {column.Test.PValue:G3}")]);
    }
}
