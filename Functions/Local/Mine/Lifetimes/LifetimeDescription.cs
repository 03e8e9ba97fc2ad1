using CrmInsights.Local.Mine.Models;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>What a model of lifetimes was fitted to.</summary>
/// <param name="Version">Version of this format.</param>
/// <param name="Method">A name of <see cref="SavedLifetime.Methods"/>.</param>
/// <param name="Unit">day or week: the unit of its times.</param>
/// <param name="Horizon">Units ahead where none are asked for.</param>
sealed record LifetimeDescription(int Version, string Method, string Unit, double Horizon) : IDescription
{
    /// <summary>Columns of --covariates in order, with the texts behind their codes; null without them.</summary>
    public IReadOnlyList<TableColumn>? Covariates { get; init; }

    public string? Fault()
    {
        if (!Enum.TryParse<PurchaseTimeUnit>(Unit, out _) || int.TryParse(Unit, out _)) return $"unit is \"{Unit}\", and {string.Join(" or ", Enum.GetNames<PurchaseTimeUnit>())} was expected";
        if (Horizon is not (> 0 and <= LifetimeFlags.MostHorizon)) return $"horizon is {Horizon}, and more than 0 up to {LifetimeFlags.MostHorizon:N0} was expected";
        return (Method == SavedLifetime.WithCovariates) == (Covariates is not null) ? KnownColumns.Fault(Covariates ?? []) : $"covariates belong to the method {SavedLifetime.WithCovariates} and to no other";
    }
}
