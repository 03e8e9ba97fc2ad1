using System.CommandLine;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Metrics;
using CrmInsights.Mining.Uplift;

namespace CrmInsights.Local.Mine;

/// <summary>`mine uplift`: whom a treatment moves.</summary>
static class UpliftVerb
{
    const int BandCount = 10;

    static readonly Option<string> s_treatment = new("--treatment") { Description = "Column that says who was treated (yes or 1).", Required = true };
    static readonly Option<string> s_outcome = new("--outcome") { Description = "Column with what came of it.", Required = true };
    static readonly Option<UpliftMethod> s_method = new("--method") { Description = "twoModel, classTransformation, xLearner or doublyRobust.", DefaultValueFactory = _ => UpliftMethod.DoublyRobust };

    public static Command Describe()
    {
        var command = new Command("uplift", "Estimates the effect of a treatment on average and on each row, and says whether rows differ by more than chance.")
        {
            MineFlags.Data, s_treatment, s_outcome, MineFlags.Without, s_method, MineFlags.Seed, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var run = new MineRun("uplift", parsed, cancellation);
        var data = run.Load(() => Load(parsed, cancellation));
        var found = run.Fit(() => UpliftModeling.Fit(data, new UpliftOptions { Method = parsed.GetValue(s_method), Seed = run.Seed }, run.Context));
        var curve = found.Refusal is null ? UpliftCurve.Of(found.OutOfFold, data) : null;
        await run.WriteRowsAsync("row,uplift", found.OutOfFold.Select((uplift, row) => $"{row},{MineOutput.Number(uplift)}"));
        var bands = curve?.Bands(BandCount, new BootstrapOptions { Seed = run.Seed }, run.Context) ?? [];
        return await run.FinishAsync(new MineResult
        {
            Rows = data.Features.RowCount,
            Columns = data.Features.FeatureCount,
            Parameters = Effects(found),
            Quality = curve is null ? null : new Dictionary<string, double> { ["qini"] = curve.Qini, ["auuc"] = curve.Auuc, ["randomAuuc"] = curve.RandomAuuc },
            Top = [.. bands.Select((band, place) => (object)new { tenth = place + 1, treated = band.Treated, others = band.Others, predicted = band.MeanPredicted, observed = band.Observed.Value, low = band.Observed.Low, high = band.Observed.High })],
        }, [Verdict(found), .. bands.Select((band, place) => $"tenth {place + 1}: predicted {band.MeanPredicted:0.0000}, observed {band.Observed.Value:0.0000} ({band.Observed.Low:0.0000} to {band.Observed.High:0.0000})")]);
    }

    static UpliftData Load(ParseResult parsed, CancellationToken cancellation)
    {
        var (treatment, outcome) = (parsed.GetRequiredValue(s_treatment), parsed.GetRequiredValue(s_outcome));
        return MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream =>
        {
            var (withOutcome, treated, _) = TableReader.ReadCsv(stream, known: null, cancellation).TakeLabel(treatment);
            var other = Array.FindIndex(treated, value => value is not (0 or 1));
            if (other >= 0) throw new InvalidDataException($"row {other + 1} has {treated[other]} in the column \"{treatment}\"; yes or no, 1 or 0 was expected.");
            var (features, outcomes, _) = withOutcome.TakeLabel(outcome);
            return new UpliftData { Features = TableInput.Leave(parsed, features).Features, Treated = Array.ConvertAll(treated, value => value == 1), Outcomes = outcomes };
        });
    }

    static Dictionary<string, double> Effects(UpliftResult found)
    {
        var effects = new Dictionary<string, double> { ["averageEffect"] = found.AverageEffect.Value, ["averageEffectLow"] = found.AverageEffect.Low, ["averageEffectHigh"] = found.AverageEffect.High };
        if (found.Heterogeneity is { } apart) (effects["heterogeneity"], effects["heterogeneityLow"], effects["heterogeneityHigh"]) = (apart.Value, apart.Low, apart.High);
        return effects;
    }

    static string Verdict(UpliftResult found) => found switch
    {
        { Refusal: { } refusal } => $"Only the average effect is reported: {refusal}",
        { HasEvidence: true } => "Rows differ in the effect by more than chance: choose whom to treat.",
        _ => "There is no evidence that rows differ in the effect: treat all or none.",
    };
}
