using CrmInsights.Local.Mine.Models;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>What a regression of survival was trained on.</summary>
/// <param name="Version">Version of this format.</param>
/// <param name="Method">cox or hazard.</param>
/// <param name="Horizon">The time asked for where none is given.</param>
/// <param name="Columns">The columns in order, with the texts behind their codes.</param>
sealed record SurvivalDescription(int Version, string Method, double Horizon, IReadOnlyList<TableColumn> Columns) : IDescription
{
    public string? Fault() => KnownColumns.Fault(Columns) ?? (Horizon is > 0 and < double.PositiveInfinity ? null : $"horizon is {Horizon}, and a finite time above 0 was expected");
}
