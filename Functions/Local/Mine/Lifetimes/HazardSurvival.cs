using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>The risk by whole period.</summary>
sealed record HazardSurvival(DiscreteHazardModel Model, SurvivalDescription Description) : SavedSurvival(Description)
{
    public override int FeatureCount => Model.FeatureCount;
    public override int PeriodCount => Model.PeriodCount;
    public override double Risk(ReadOnlySpan<float> row) => Model.Hazard(1, row);
    public override double Hazard(int period, ReadOnlySpan<float> row) => Model.Hazard(period, row);
    public override double Survival(double time, ReadOnlySpan<float> row) => Model.Survival((int)time, row);
    public override void Save(Stream stream) => Model.Save(stream);
}
