using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Models;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Histories;
using CrmInsights.Mining.Neural;

namespace CrmInsights.Local.Mine.Histories;

/// <summary>A recurrent network with the kinds of events it knows.</summary>
sealed record SavedRecurrent(GatedRecurrentModel Model, RecurrentDescription Description) : SavedModel
{
    public const string Method = "recurrent";

    readonly EventKinds _kinds = new(Description.Kinds);

    public override IReadOnlyList<Option> Flags => HistoryFlags.OfFiles;

    public override string Name => $"a model of `mine train --method {Method}`";

    public static SavedRecurrent Read(ModelPath path)
    {
        var (description, model) = (ModelFiles.Read<RecurrentDescription>(path), ModelFiles.Body(path, GatedRecurrentModel.Load));
        if (description.Kinds.Count + 1 != model.EventKinds) throw Foreign(path, $"it names {description.Kinds.Count} kinds of events, the model knows {model.EventKinds - 1}");
        if (description.Events.Amount is null == model.ReadsAmounts) throw Foreign(path, "only one of them reads amounts");
        if (!description.Objective.Equals(model.Objective.ToString(), StringComparison.OrdinalIgnoreCase)) throw Foreign(path, $"it names the objective {description.Objective}, the model {model.Objective}");
        if (description.LabelNames.Count > Math.Max(2, model.OutputCount)) throw Foreign(path, $"it names {description.LabelNames.Count} labels, the model answers for {model.OutputCount}");
        return new SavedRecurrent(model, description);
    }

    public EventHistory[] Encode(IEnumerable<SeenHistory> histories, EventLog log) => _kinds.Encode(histories, log, Model.ReadsAmounts);

    public override async Task<int> PredictAsync(MineRun run)
    {
        var columns = HistoryFlags.Columns(run.Parsed, Description.Events.ToColumns());
        var input = run.Load(() => HistoryInput.Read(run.Parsed, columns, run.Cancellation));
        var labels = run.Parsed.GetValue(MineFlags.Label) is null ? null : input.Numbers(run.Parsed, input.Seen.All, Description.LabelNames);
        var histories = Encode(input.Seen.All, input.Log);
        var values = Model.Predict(histories, run.Context);
        await WriteAsync(run, input.Seen.All, values);
        var parameters = new Dictionary<string, double>();
        input.AddLeftOut(parameters);
        return await run.FinishAsync(Measure(new MineResult { Rows = histories.Length, Columns = Model.EventKinds, Parameters = parameters }, histories, values, labels), input.LeftOut());
    }

    /// <summary>Adds quality, where labels are known, and speed.</summary>
    public MineResult Measure(MineResult result, EventHistory[] histories, double[] values, float[]? labels) => histories.Length == 0 ? result : result with
    {
        Quality = labels is null ? null : Quality.Of(Description.Objective, Model.OutputCount, values, labels),
        ScoreRowsPerSecond = histories.Length / Speed.Best(() => Model.Predict(histories, new RunContext())),
        ScoreOneMicroseconds = Speed.Best(() => ScoreEach(histories)) / histories.Length * 1e6,
    };

    /// <summary>Writes a row of answers a customer.</summary>
    public Task WriteAsync(MineRun run, IReadOnlyList<SeenHistory> histories, double[] values)
    {
        var header = string.Join(',', ["customer", .. PredictionRows.Outputs(Description.Objective, Model.OutputCount, Description.LabelNames)]);
        return run.WriteRowsAsync(header, histories.Select((history, row) =>
            $"{MineOutput.Field(history.Customer)},{string.Join(',', values.Skip(row * Model.OutputCount).Take(Model.OutputCount).Select(MineOutput.Number))}"));
    }

    void ScoreEach(EventHistory[] histories)
    {
        var answers = new double[Model.OutputCount];
        foreach (var history in histories) Model.Predict(history, answers);
    }

    static CommandFailedException Foreign(ModelPath path, string why) => new($"{path.Description.FullName} does not describe {path.Body.Name}: {why}. Train the model again.");
}
