using CrmInsights.App.Jobs.Scoring;
using CrmInsights.Insights.Churn;
using CrmInsights.Mining.Data;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>Trains a challenger, lets the gate decide, and promotes it where it passed. The same data on the same day give the same version.</summary>
sealed class TrainStage(InsightStore store, ModelRows rows, Champion champion, ChurnSettings settings, Clocks clocks) : IStage
{
    public string Name => "train";

    public async Task<StageResult> RunAsync(RunState state, CancellationToken cancellation)
    {
        var start = clocks.Wall.GetTimestamp();
        var customers = await CustomerMapper.ReadAllAsync(store.Customers, cancellation);

        var result = ChurnTrainer.Train(customers, clocks.Today, settings, new RunContext(cancellation, MaxThreads: Environment.ProcessorCount));
        state.Seconds["features"] = (clocks.Wall.GetElapsedTime(start) - result.FitTime).TotalSeconds;
        state.Notes.RemoveAll(note => note.StartsWith("Churn", StringComparison.Ordinal));
        state.Notes.AddRange(result.Gate.Sentences.Select(sentence => (IsWarning(result.Gate, sentence) ? "Churn, warning: " : "Churn: ") + sentence));
        if (result.Model is { } model) await PromoteAsync(model, result, cancellation);
        await champion.NoteTrainedAsync(cancellation);
        return StageResult.Done();
    }

    static bool IsWarning(GateVerdict gate, string sentence) => gate.Decision == GateDecision.Refused || gate.Warnings.Contains(sentence);

    Task PromoteAsync(ChurnModel model, ChurnTrainingResult result, CancellationToken cancellation) => rows.PromoteAsync(new StoredModel
    {
        Kind = Champion.Kind,
        Version = model.Version,
        TrainedOn = model.TrainedOn,
        QualityJson = result.QualityJson,
        Files = ModelFolder.Write(model),
    }, result.Gate.Sentences, cancellation);
}
