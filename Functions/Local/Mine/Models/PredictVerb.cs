using System.CommandLine;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Mine.Models;

/// <summary>`mine predict`: a model that was saved, on other rows.</summary>
static class PredictVerb
{
    public static Command Describe()
    {
        var command = new Command("predict", "Applies a saved model of any kind to the rows of a file. With labels it also says how good it is.");
        foreach (var flag in PredictFlags.Shared.Concat(PredictFlags.Special)) command.Options.Add(flag);
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var model = ModelKind.Open(parsed.GetRequiredValue(PredictFlags.Model));
        var idle = PredictFlags.Special.Except(model.Flags).FirstOrDefault(flag => parsed.GetResult(flag) is { Implicit: false });
        if (idle is null) return await model.PredictAsync(new MineRun("predict", parsed, cancellation));
        await Console.Error.WriteLineAsync($"{idle.Name} means nothing to {model.Name}, which takes {string.Join(", ", PredictFlags.Shared.Concat(model.Flags).Select(flag => flag.Name))}.");
        return ExitCode.WrongUse;
    }
}
