using CrmInsights.Local.Mine.Models;
using CrmInsights.Mining.Data.Histories;

namespace CrmInsights.Local.Mine.Histories;

/// <summary>What a recurrent network was trained on.</summary>
/// <param name="Version">Version of this format.</param>
/// <param name="Method">Always <see cref="SavedRecurrent.Method"/>.</param>
/// <param name="Objective">What was minimised.</param>
/// <param name="Label">Column of the label.</param>
/// <param name="LabelNames">What the numbers of a text label stand for.</param>
/// <param name="Events">Columns of the events.</param>
/// <param name="Kinds">Items that are kinds of their own, from kind 1; kind 0 stands for all others.</param>
sealed record RecurrentDescription(int Version, string Method, string Objective, string Label, IReadOnlyList<string> LabelNames, DescribedEvents Events, IReadOnlyList<string> Kinds) : IDescription
{
    public string? Fault()
    {
        if (Kinds.Contains(null!) || LabelNames.Contains(null!)) return "kinds or labelNames holds null";
        if (Kinds.Distinct().Count() < Kinds.Count) return "kinds names one twice";
        return LabelNames.Distinct().Count() < LabelNames.Count ? "labelNames names one twice" : null;
    }
}

/// <summary>Columns of a file of events; what it has none of is left out.</summary>
sealed record DescribedEvents(string Customer, string Date, bool HasHeader, string? Item = null, string? Amount = null)
{
    public static DescribedEvents Of(HistoryColumns columns, bool hasItems) => new(columns.Customer, columns.Date, columns.HasHeader, hasItems ? columns.Item : null, columns.Amount);

    public HistoryColumns ToColumns() => new(Customer, Date) { Item = Item, Amount = Amount, HasHeader = HasHeader };
}
