using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Form;

/// <summary>A column as a code component gets it.</summary>
/// <param name="Raw">The value: text, number, or a moment in ISO form; null where the row has none.</param>
/// <param name="Formatted">The value as the form would show it.</param>
/// <param name="Type">Type of the column.</param>
sealed record BoundValue(object? Raw, string Formatted, string Type);

/// <summary>The columns of one row, for the properties of code components.</summary>
sealed class BoundColumns(TableDefinition table, TableRow row, Func<Lookup, string> nameOf)
{
    public IReadOnlyDictionary<string, BoundValue> Of(CrmInsights.Local.Form.Layout.CodeComponent component) =>
        component.Bindings.Where(binding => table.Columns.ContainsKey(binding.Value))
            .ToDictionary(binding => binding.Key, binding => Value(table.Columns[binding.Value]));

    BoundValue Value(ColumnDefinition column)
    {
        var value = row[column.LogicalName];
        var raw = value is DateTime moment ? DateTime.SpecifyKind(moment, DateTimeKind.Utc) : value is Lookup lookup ? lookup.Id : value;
        return new BoundValue(raw, FormattedValue.Text(column, row, nameOf), column.Type.ToString());
    }
}
