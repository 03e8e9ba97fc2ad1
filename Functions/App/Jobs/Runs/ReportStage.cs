using CrmInsights.App.Jobs.Scoring;
using CrmInsights.Insights.Lifecycle;
using CrmInsights.Insights.Reports;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>Writes the report of all models: kept under a name in the ledger, and on the rows of the models that score.</summary>
sealed class ReportStage(InsightStore store, ProfileModels profiles, ModelRows rows, PlayResults plays, Clocks clocks) : IStage
{
    /// <summary>Name in the ledger under which the figures of the last churn training are kept, whatever the gate said.</summary>
    public const string ChurnFigures = "churn:figures";
    /// <summary>Begin of the names of counts of customers by stage.</summary>
    public const string StageCount = "stage.";

    public string Name => "report";

    public async Task<StageResult> RunAsync(RunState state, CancellationToken cancellation)
    {
        var (models, _) = await profiles.ReadAsync(cancellation);
        var report = ModelReport.Write(new ReportContent
        {
            AsOf = clocks.Today,
            ChurnFigures = await store.Runs.GetAsync(ChurnFigures, cancellation),
            Models = models,
            Products = await profiles.ReadProductsAsync(cancellation),
            Plays = await plays.MeasureAsync(state, cancellation),
            Stages = Enum.GetValues<LifecycleStage>().ToDictionary(stage => stage, stage => state.Counts.GetValueOrDefault(StageCount + stage)),
        });
        if (report == await store.Runs.GetAsync(ModelReport.LedgerName, cancellation)) return StageResult.Done();

        await rows.ShowReportAsync(report, cancellation);
        await store.Runs.SetAsync(ModelReport.LedgerName, report, cancellation);
        return StageResult.Done();
    }
}
