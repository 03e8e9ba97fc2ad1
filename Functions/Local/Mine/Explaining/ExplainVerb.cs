using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Models;

namespace CrmInsights.Local.Mine.Explaining;

/// <summary>`mine explain`: what a model goes by.</summary>
static class ExplainVerb
{
    public static Command Describe()
    {
        var command = new Command("explain", "Says what a trained model goes by: which columns it uses and needs, how it follows one of them, and what made a row's score. `mine predict --explain` adds the shares of every row.")
        {
            MineFlags.Data, MineFlags.Rows, MineFlags.Columns, ExplainFlags.Model, ExplainFlags.What, MineFlags.Label, MineFlags.Labels, MineFlags.Group, ExplainFlags.Column, ExplainFlags.Grid,
            ExplainFlags.Background, ExplainFlags.Class, ExplainFlags.First, ExplainFlags.Repetitions, MineFlags.Seed, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (ExplainFlags.Missing(parsed) is { } missing)
        {
            await Console.Error.WriteLineAsync(missing);
            return ExitCode.WrongUse;
        }
        var model = TrainedModels.Open(parsed.GetRequiredValue(ExplainFlags.Model));
        var run = new MineRun("explain", parsed, cancellation);
        var label = parsed.GetValue(ExplainFlags.What) == "permutation" ? parsed.GetValue(MineFlags.Label) ?? model.Description.Label : null;
        var question = new Question(run, model, run.Load(() => LabelledRows.Read(parsed, model, label, cancellation)));
        var found = run.Fit(() => Answer(question));
        await run.WriteRowsAsync(found.Header, found.Rows);
        return await run.FinishAsync(new MineResult
        {
            Rows = question.Rows.Features.RowCount,
            Columns = model.FeatureCount,
            Parameters = found.SumError is { } error ? new Dictionary<string, double> { ["sumError"] = error } : null,
            Top = found.Top,
        }, found.Lines);
    }

    static Explanation Answer(Question question) => question.Parsed.GetValue(ExplainFlags.What) switch
    {
        "permutation" => PermutedColumns.Of(question),
        "dependence" => ColumnDependence.Of(question),
        "interactions" => PairShares.Of(question),
        "interventional" => BackgroundShares.Of(question),
        _ => ColumnUse.Of(question),
    };
}
