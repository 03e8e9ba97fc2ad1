using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Local.Mine.Inference;

/// <summary>`mine fuzzy`: fuzzy rules of a file on the rows of a table.</summary>
static class FuzzyVerb
{
    static readonly Option<FileInfo> s_rules = new("--rules") { Description = "YAML file with the inputs' fuzzy sets and the rules.", Required = true };

    public static Command Describe()
    {
        var command = new Command("fuzzy", "Infers a number for each row from fuzzy rules (Mamdani or Sugeno), and says which rules held and how far.") { MineFlags.Data, s_rules, MineFlags.Threads, MineFlags.Json, MineFlags.Out };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var rules = MineFiles.Read(parsed.GetRequiredValue(s_rules), RuleFile.Read);
        var run = new MineRun("fuzzy", parsed, cancellation);
        var x = run.Load(() => Load(parsed, rules, cancellation));
        var found = run.Fit(() => Infer(x, rules, run.Context));
        var header = string.Join(',', ["row", MineOutput.Field(rules.Output), .. Enumerable.Range(1, rules.Rules.Count).Select(rule => $"rule {rule}")]);
        await run.WriteRowsAsync(header, found.Select((row, place) => string.Join(',', [$"{place}", row.Output is { } output ? MineOutput.Number(output) : "", .. row.Degrees.Select(MineOutput.Number)])));
        return await FinishAsync(run, rules, found);
    }

    static Task<int> FinishAsync(MineRun run, RuleBase rules, (double? Output, double[] Degrees)[] found)
    {
        var said = found.Where(row => row.Output is not null).Select(row => row.Output!.Value).ToList();
        var held = rules.Rules.Select((rule, place) => (rule, place, rows: found.Count(row => row.Degrees[place] > 0), mean: found.Average(row => row.Degrees[place]))).ToList();
        return run.FinishAsync(new MineResult
        {
            Rows = found.Length,
            Columns = rules.Inputs.Count,
            Count = said.Count,
            Parameters = said.Count == 0 ? null : new Dictionary<string, double> { ["least"] = said.Min(), ["mean"] = said.Average(), ["greatest"] = said.Max() },
            Top = [.. held.Select(one => (object)new { rule = one.rule.Text, line = one.rule.Line, rows = one.rows, meanDegree = one.mean })],
        }, [.. said.Count < found.Length ? [$"Of {found.Length - said.Count:N0} rows no rule holds, or a number is missing: they have no {rules.Output}."] : Array.Empty<string>(),
            .. held.Select(one => $"rule {one.place + 1}: holds in {one.rows:N0} rows, to {one.mean:0.###} on average: {one.rule.Text}")]);
    }

    static FeatureMatrix Load(ParseResult parsed, RuleBase rules, CancellationToken cancellation)
    {
        if (TableInput.IsFloats(parsed)) throw new CommandFailedException("Rules ask for columns by name; a .f32 file has none.");
        return KnownColumns.Read(parsed, [.. rules.Inputs.Select(input => new TableColumn(input, []))], cancellation);
    }

    static (double? Output, double[] Degrees)[] Infer(FeatureMatrix x, RuleBase rules, RunContext run)
    {
        var found = new (double? Output, double[] Degrees)[x.RowCount];
        var done = 0;
        Parallel.For(0, x.RowCount, new ParallelOptions { MaxDegreeOfParallelism = run.MaxThreads, CancellationToken = run.Cancellation }, row =>
        {
            var inputs = new Dictionary<string, double>(rules.Inputs.Count);
            for (var input = 0; input < rules.Inputs.Count; input++) inputs[rules.Inputs[input]] = x.Row(row)[input];
            var (output, degrees) = rules.Infer(inputs);
            found[row] = (output is { } number && double.IsFinite(number) ? number : null, degrees);
            var passed = Interlocked.Increment(ref done);
            if (passed % 1024 == 0) run.Report(passed, x.RowCount);
        });
        return found;
    }
}
