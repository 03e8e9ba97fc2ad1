using CrmInsights.App.Jobs.Scoring;
using CrmInsights.Insights.Churn;
using CrmInsights.Mining.Data;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>
/// Trains challengers, lets the gate and the contest with the champion decide, and promotes the winner. The same data on the same day give
/// the same versions.
/// </summary>
sealed class TrainStage(InsightStore store, ModelRows rows, Champion champion, OwnModels ownModels, ChurnSettings settings, Clocks clocks) : IStage
{
    public string Name => "train";

    public async Task<StageResult> RunAsync(RunState state, CancellationToken cancellation)
    {
        var start = clocks.Wall.GetTimestamp();
        var customers = await CustomerMapper.ReadAllAsync(store.Customers, cancellation);
        var (inUse, damage) = await champion.ReadAsync(cancellation);
        var own = ownModels.Read();

        var contest = new ChurnContest { Champion = inUse, Own = own.Models };
        var result = ChurnTrainer.Train(customers, clocks.Today, (settings, contest), new RunContext(cancellation, MaxThreads: Environment.ProcessorCount));
        state.Seconds["features"] = (clocks.Wall.GetElapsedTime(start) - result.FitTime).TotalSeconds;
        Note(state, result.Gate, [.. damage is null ? [] : (string[])[damage], .. own.Faults]);
        if (result.Contenders.Count > 0) await rows.SettleAsync(Champion.Kind, [.. result.Contenders.Select(ToEntry)], cancellation);
        await store.Runs.SetAsync(ReportStage.ChurnFigures, result.QualityJson, cancellation);
        await champion.NoteTrainedAsync(result.Gate.Warnings, cancellation);
        return StageResult.Done();
    }

    static void Note(RunState state, GateVerdict gate, IReadOnlyList<string> faults)
    {
        state.Notes.RemoveAll(note => note.StartsWith("Churn", StringComparison.Ordinal));
        state.Notes.AddRange(gate.Sentences.Select(sentence => (IsWarning(gate, sentence) ? "Churn, warning: " : "Churn: ") + sentence));
        state.Notes.AddRange(faults.Select(fault => "Churn, warning: " + fault));
    }

    static bool IsWarning(GateVerdict gate, string sentence) => gate.Decision == GateDecision.Refused || gate.Warnings.Contains(sentence);

    static ModelEntry ToEntry(ChurnContender contender) => new(
        new StoredModel
        {
            Kind = Champion.Kind,
            Version = contender.Model.Version,
            TrainedOn = contender.Model.TrainedOn,
            QualityJson = contender.QualityJson,
            Files = ModelFolder.Write(contender.Model),
        },
        contender.IsChampion,
        contender.Verdict);
}
