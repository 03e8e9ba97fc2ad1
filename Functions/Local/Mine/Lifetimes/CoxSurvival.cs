using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>Cox regression: the risk as a multiple of that of mean columns, at all times.</summary>
sealed record CoxSurvival(CoxModel Model, SurvivalDescription Description) : SavedSurvival(Description)
{
    public override int FeatureCount => Model.Coefficients.Length;
    public override int PeriodCount => 0;
    public override double Risk(ReadOnlySpan<float> row) => Model.RelativeRisk(row);
    public override double Hazard(int period, ReadOnlySpan<float> row) => throw new NotSupportedException("Cox regression does not cut time into periods.");
    public override double Survival(double time, ReadOnlySpan<float> row) => Model.Survival(time, row);
    public override void Save(Stream stream) => Model.Save(stream);
}
