using CrmInsights.Local.Mine.Tables;
using CrmInsights.Local.Mine.Training;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Local.Mine.Models;

/// <summary>What a model that predicts a label was trained on.</summary>
/// <param name="Version">Version of this format.</param>
/// <param name="Method">How it learned: a name of <see cref="Learner.TableNames"/>.</param>
/// <param name="Objective">What was minimised.</param>
/// <param name="Label">Column of the label; null for float files.</param>
/// <param name="LabelNames">What the numbers of a text label stand for.</param>
/// <param name="Columns">The features in order, with the texts behind their codes.</param>
sealed record ModelDescription(int Version, string Method, string Objective, string? Label, IReadOnlyList<string> LabelNames, IReadOnlyList<TableColumn> Columns) : IDescription
{
    public string? Fault() => KnownColumns.Fault(Columns) ?? (LabelNames.Distinct().Count() < LabelNames.Count ? "labelNames names one twice" : null);
}
