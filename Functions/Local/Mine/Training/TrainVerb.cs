using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Histories;
using CrmInsights.Local.Mine.Models;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine.Training;

/// <summary>`mine train`: a model that predicts one column.</summary>
static class TrainVerb
{
    public static Command Describe()
    {
        var command = new Command("train", "Trains a model on the first rows of a file and tests it on the others.");
        foreach (var flag in TrainFlags.All) command.Options.Add(flag);
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (TrainFlags.Contradictions(parsed).FirstOrDefault() is { } contradiction)
        {
            await Console.Error.WriteLineAsync(contradiction);
            return ExitCode.WrongUse;
        }
        var run = new MineRun("train", parsed, cancellation);
        if (Learner.Of(parsed.GetValue(TrainFlags.Method)!).ReadsEvents) return await RecurrentTraining.RunAsync(run);
        var input = run.Load(() => TableInput.Read(parsed, cancellation));
        if (parsed.GetValue(TrainFlags.Folds) is { } folds) return await CrossValidateAsync(run, input.Whole(), folds);
        var model = run.Fit(() => Fitting.Fit(parsed, input, run.Context));
        if (parsed.GetValue(TrainFlags.Explain) && !model.CanExplain) throw new CommandFailedException("--explain needs a model with one output; this one has a probability for each class.");
        await WriteAsync(parsed, model, cancellation);
        var learned = ModelReport.Of(run, model, input);
        var result = new MineResult { Rows = input.RowCount, Columns = model.FeatureCount, Parameters = learned.Parameters, Count = learned.Count, Top = learned.Top };
        if (input.Test is { } test) result = await TestAsync(run, result, model, test);
        return await run.FinishAsync(result, [input.Test is null ? "All rows were trained on; nothing was left to test." : $"Tested on the last {input.Test.Features.RowCount:N0} rows.", .. learned.Lines]);
    }

    static Task<int> CrossValidateAsync(MineRun run, TableInput all, int folds)
    {
        var values = run.Fit(() => CrossValidation.Run(all, folds, run.Seed, part => Fitting.Fit(run.Parsed, part, run.Context)));
        return run.FinishAsync(new MineResult { Rows = all.RowCount, Columns = all.Columns.Count, Quality = values }, [$"Means over {folds} folds."]);
    }

    static async Task WriteAsync(ParseResult parsed, TrainedModel model, CancellationToken cancellation)
    {
        if (parsed.GetValue(TrainFlags.Model) is { } file) await ModelFiles.WriteAsync(file, model.Description, model.Save, cancellation);
        if (parsed.GetValue(TrainFlags.Onnx) is not { } onnx) return;
        try
        {
            await MineOutput.WriteAsync(onnx, model.SaveOnnx);
        }
        catch (NotSupportedException wrong)
        {
            throw new CommandFailedException($"--onnx: {wrong.Message}");
        }
    }

    static async Task<MineResult> TestAsync(MineRun run, MineResult result, TrainedModel model, TrainingData test)
    {
        var values = model.Predict(test.Features);
        var explain = run.Parsed.GetValue(TrainFlags.Explain);
        await PredictionRows.WriteAsync(run.Parsed, model, test.Features, values, explain, run.Cancellation);
        return result with
        {
            Quality = Quality.Of(model, values, test),
            ScoreRowsPerSecond = Speed.RowsPerSecond(model, test.Features),
            ScoreOneMicroseconds = Speed.OneMicroseconds(model, test.Features),
            ExplainRowsPerSecond = explain ? Speed.ExplainedPerSecond(model, test.Features) : null,
        };
    }
}
