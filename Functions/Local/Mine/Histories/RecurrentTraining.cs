using System.CommandLine;
using System.Globalization;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Models;
using CrmInsights.Local.Mine.Training;
using CrmInsights.Mining.Data.Histories;
using CrmInsights.Mining.Neural;

namespace CrmInsights.Local.Mine.Histories;

/// <summary>`mine train --method recurrent`: a network that reads each customer's events one by one, tested on the newest customers.</summary>
static class RecurrentTraining
{
    const double DefaultRate = 5e-3;
    const int DefaultHidden = 16, DefaultEmbedding = 8, DefaultPatience = 5, FewestToValidate = 50;

    /// <summary>The flags of `mine train` that mean something to it.</summary>
    public static IReadOnlyList<Option> Flags { get; } =
    [
        MineFlags.Data, .. HistoryFlags.OfFiles, HistoryFlags.LastEvents, HistoryFlags.LeastCustomers, TrainFlags.Method, TrainFlags.Objective, MineFlags.TrainRows, TrainFlags.StopAfter,
        TrainFlags.ValidationShare, TrainFlags.LearningRate, TrainFlags.Hidden, TrainFlags.Embedding, TrainFlags.Epochs, MineFlags.Seed, MineFlags.Threads, TrainFlags.Model, MineFlags.Json, MineFlags.Out,
    ];

    /// <summary>Those that mean something to no other method.</summary>
    public static IReadOnlyList<Option> OnlyFlags { get; } = [.. HistoryFlags.OfFiles.Except([MineFlags.Labels, MineFlags.Label]), HistoryFlags.LastEvents, HistoryFlags.LeastCustomers];

    public static async Task<int> RunAsync(MineRun run)
    {
        var parsed = run.Parsed;
        if (parsed.GetValue(MineFlags.Label) is null) throw new CommandFailedException("--label is missing: the column of --labels, or of the events, that says what came of a customer.");
        var columns = HistoryFlags.Columns(parsed);
        var input = run.Load(() => HistoryInput.Read(parsed, columns, run.Cancellation));
        var names = input.Names(parsed);
        var rows = input.Seen.All;
        if (rows.Count == 0) throw new CommandFailedException($"{parsed.GetRequiredValue(MineFlags.Data).Name}: no customer has an event up to its cutoff; give a later --cutoff.");
        var labels = input.Numbers(parsed, rows, names);
        var train = MineFlags.TrainRowsOf(parsed, rows.Count);
        var model = run.Fit(() => Fit(run, (input, columns, names), [.. rows.Take(train)], labels[..train]));
        if (parsed.GetValue(TrainFlags.Model) is { } file) await ModelFiles.WriteAsync(file, model.Description, model.Model.Save, run.Cancellation);

        SeenHistory[] tested = [.. rows.Skip(train)];
        var histories = model.Encode(tested, input.Log);
        var values = model.Model.Predict(histories, run.Context);
        await model.WriteAsync(run, tested, values);
        var parameters = new Dictionary<string, double> { ["epochs"] = model.Model.Epochs, ["kinds"] = model.Description.Kinds.Count, ["events"] = input.Log.Count - input.Seen.EventsAfterCutoff };
        input.AddLeftOut(parameters);
        var result = model.Measure(new MineResult { Rows = rows.Count, Columns = model.Model.EventKinds, Parameters = parameters }, histories, values, labels[train..]);
        return await run.FinishAsync(result, [Tested(rows, train), .. input.LeftOut(), $"Weights of epoch {model.Model.Epochs} were kept."]);
    }

    static SavedRecurrent Fit(MineRun run, (HistoryInput Input, HistoryColumns Columns, IReadOnlyList<string> Names) read, SeenHistory[] rows, float[] labels)
    {
        var (parsed, log) = (run.Parsed, read.Input.Log);
        var objective = parsed.GetValue(TrainFlags.Objective) ?? Learner.Of(SavedRecurrent.Method).ObjectiveFor(labels, read.Names.Count);
        if (objective != "squared" && labels.Distinct().Count() < 2)
            throw new ArgumentException($"all {labels.Length:N0} customers to train on have one label; two classes are needed. Give more --train-rows, or other labels.");
        var kinds = EventKinds.Of(rows, log.Items, parsed.GetValue(HistoryFlags.LeastCustomers));
        var description = new RecurrentDescription(ModelFiles.Version, SavedRecurrent.Method, objective, parsed.GetValue(MineFlags.Label)!, read.Names, DescribedEvents.Of(read.Columns, log.Items is not [""]), kinds.Names);
        var histories = kinds.Encode(rows, log, log.HasAmounts);
        var data = new EventHistories { Histories = histories, Labels = labels };
        return new SavedRecurrent(GatedRecurrentNetwork.Fit(WithValidation(parsed, data), Options(parsed, objective, kinds.Count), run.Context), description);
    }

    // The newest customers to train on only decide when to stop.
    static EventHistories WithValidation(ParseResult parsed, EventHistories data)
    {
        var rows = data.Histories.Count;
        if (rows < FewestToValidate && parsed.GetValue(TrainFlags.StopAfter) is null) return data;
        var kept = rows - Math.Max(1, (int)(rows * parsed.GetValue(TrainFlags.ValidationShare)));
        if (kept < 1) throw new CommandFailedException($"{rows:N0} customers to train on are too few to keep a part for stopping.");
        return new EventHistories
        {
            Histories = [.. data.Histories.Take(kept)],
            Labels = data.Labels[..kept],
            Validation = new EventHistories { Histories = [.. data.Histories.Skip(kept)], Labels = data.Labels[kept..] },
        };
    }

    static GatedRecurrentOptions Options(ParseResult parsed, string objective, int kinds) => new()
    {
        Objective = Enum.Parse<NeuralObjective>(objective, ignoreCase: true),
        EventKinds = kinds,
        EmbeddingSize = parsed.GetValue(TrainFlags.Embedding) is > 0 and var size ? size : DefaultEmbedding,
        HiddenSize = HiddenSize(parsed),
        MaxLength = parsed.GetValue(HistoryFlags.LastEvents),
        Training = new NeuralTraining
        {
            MaxEpochs = parsed.GetValue(TrainFlags.Epochs),
            LearningRate = parsed.GetValue(TrainFlags.LearningRate) ?? DefaultRate,
            EarlyStoppingEpochs = parsed.GetValue(TrainFlags.StopAfter) ?? DefaultPatience,
            Seed = parsed.GetValue(MineFlags.Seed),
        },
    };

    static int HiddenSize(ParseResult parsed)
    {
        if (!HistoryFlags.Says(parsed, TrainFlags.Hidden)) return DefaultHidden;
        var text = parsed.GetValue(TrainFlags.Hidden);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var units) ? units : throw new CommandFailedException($"--hidden is \"{text}\"; of --method recurrent one number of units such as 16 was expected.");
    }

    static string Tested(IReadOnlyList<SeenHistory> rows, int train)
    {
        if (train == rows.Count) return "All customers were trained on; nothing was left to test.";
        var first = rows[train];
        return string.Create(CultureInfo.InvariantCulture, $"Tested on the newest {rows.Count - train:N0} customers: cutoff {first.Cutoff:yyyy-MM-dd} or later, of that day those who came on {first.Events.Span[0].Time:yyyy-MM-dd} or later.");
    }
}
