using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>What of a row an answer shows.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Properties">The properties, in order.</param>
/// <param name="AllColumns">True without a $select.</param>
/// <param name="Expands">Related rows below each row.</param>
sealed record RowShape(TableModel Table, IReadOnlyList<ColumnProperty> Properties, bool AllColumns, IReadOnlyList<(Navigation Navigation, RowShape Shape)> Expands)
{
    /// <summary>Columns of joined tables, by their name in the row.</summary>
    public IReadOnlyList<(string Name, ColumnType Type)> Linked { get; init; } = [];

    /// <summary>The list in brackets of a context address, such as <c>(name,primarycontactid(fullname))</c>.</summary>
    public string Context
    {
        get
        {
            var parts = AllColumns ? [] : Properties.Select(property => property.Name);
            parts = parts.Concat(Expands.Select(expand => expand.Navigation.Name + (expand.Shape.Context is { Length: > 0 } inner ? inner : "()")));
            return AllColumns && Expands.Count == 0 ? "" : $"({string.Join(',', parts)})";
        }
    }
}
