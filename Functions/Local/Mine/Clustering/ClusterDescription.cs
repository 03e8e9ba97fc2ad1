using CrmInsights.Local.Mine.Models;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Local.Mine.Clustering;

/// <summary>What clusters were found in.</summary>
/// <param name="Version">Version of this format.</param>
/// <param name="Method">A name of <see cref="SavedClusters.Methods"/>.</param>
/// <param name="Columns">The columns in order; numbers all.</param>
sealed record ClusterDescription(int Version, string Method, IReadOnlyList<TableColumn> Columns) : IDescription
{
    /// <summary>What --scale did to the columns; null without it.</summary>
    public ColumnScale? Scale { get; init; }

    /// <summary>Exponent of the memberships of fuzzy clusters.</summary>
    public double? Fuzziness { get; init; }

    public string? Fault()
    {
        if (KnownColumns.Fault(Columns) is { } fault) return fault;
        if (Columns.FirstOrDefault(column => column.IsCategorical) is { } texts) return $"the column \"{texts.Name}\" has categories, which have no distance";
        if (Scale is not null && !Scale.Fits(Columns.Count)) return $"scale does not hold {Columns.Count} finite means and {Columns.Count} deviations of 0 or more";
        return (Method == "fuzzy") == (Fuzziness is > 1 and < double.PositiveInfinity) ? null : "fuzziness, a number above 1, belongs to the method fuzzy and to no other";
    }
}
