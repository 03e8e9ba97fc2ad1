using System.CommandLine;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>A fitted regression of survival, ready to be shown.</summary>
sealed record FittedSurvival(SavedSurvival Model, double[] Coefficients)
{
    public double[] StandardErrors { get; private init; } = [];
    public double? LogLikelihood { get; private init; }
    public bool Converged { get; private init; }

    public static FittedSurvival Of(ParseResult parsed, SurvivalData data, SurvivalDescription description, RunContext run)
    {
        if (description.Method == "hazard")
        {
            var hazard = DiscreteHazard.Fit(data, new DiscreteHazardOptions { PeriodCount = parsed.GetValue(SurvivalVerb.Periods) }, run);
            return new(new HazardSurvival(hazard, description), hazard.Weights.ToArray()) { Converged = hazard.Converged };
        }
        var cox = CoxRegression.Fit(data, new CoxOptions(), run);
        return new(new CoxSurvival(cox, description), cox.Coefficients.ToArray())
        {
            StandardErrors = cox.StandardErrors.ToArray(),
            LogLikelihood = cox.LogLikelihood,
            Converged = cox.Converged,
        };
    }
}
