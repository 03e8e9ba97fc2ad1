using System.CommandLine;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>A fitted regression of survival, ready to be shown.</summary>
sealed record FittedSurvival(double[] Coefficients, Action<Stream> Save)
{
    delegate double AtRow(ReadOnlySpan<float> row);
    delegate double AtTime(double time, ReadOnlySpan<float> row);

    public double[] StandardErrors { get; private init; } = [];
    public double? LogLikelihood { get; private init; }
    public bool Converged { get; private init; }
    AtRow RiskOf { get; init; } = _ => 1;
    AtTime SurvivalOf { get; init; } = (_, _) => 1;

    public static FittedSurvival Of(ParseResult parsed, SurvivalData data, RunContext run)
    {
        if (parsed.GetValue(SurvivalVerb.Method) == "cox")
        {
            var cox = CoxRegression.Fit(data, new CoxOptions(), run);
            return new(cox.Coefficients.ToArray(), cox.Save)
            {
                StandardErrors = cox.StandardErrors.ToArray(),
                LogLikelihood = cox.LogLikelihood,
                Converged = cox.Converged,
                RiskOf = cox.RelativeRisk,
                SurvivalOf = cox.Survival,
            };
        }
        var hazard = DiscreteHazard.Fit(data, new DiscreteHazardOptions { PeriodCount = parsed.GetValue(SurvivalVerb.Periods) }, run);
        return new(hazard.Weights.ToArray(), hazard.Save)
        {
            Converged = hazard.Converged,
            RiskOf = row => hazard.Hazard(1, row),
            SurvivalOf = (time, row) => hazard.Survival((int)time, row),
        };
    }

    /// <summary>What raises with the risk: the relative risk, or the hazard of the first period.</summary>
    public double Risk(ReadOnlySpan<float> row) => RiskOf(row);

    /// <summary>Share that survives a time.</summary>
    public double Survival(double time, ReadOnlySpan<float> row) => SurvivalOf(time, row);

    public Dictionary<string, double> Quality(SurvivalData test)
    {
        var risks = new double[test.Durations.Length];
        for (var row = 0; row < risks.Length; row++) risks[row] = Risk(test.Features.Row(row));
        return new() { ["concordance"] = Concordance.Of(risks, test.Durations, test.Observed) };
    }
}
