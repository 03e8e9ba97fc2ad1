using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Form.Layout;

namespace CrmInsights.Local.Form;

/// <summary>Draws one field of the form: an input by the type of its column, or its formatted value where it cannot be edited.</summary>
sealed class FieldView(TableDefinition table, TableRow row, Func<Lookup, string> nameOf)
{
    const string TextArea = "E0DECE4B-6FC8-4A8F-A065-082708572369";

    public Html Draw(FormCell cell)
    {
        if (cell.Control is not { } control || !table.Columns.TryGetValue(control.Column, out var column)) return Html.Empty;
        var label = cell.Label.Length > 0 ? cell.Label : column.DisplayName;
        return Editable(control, column)
            ? Html.Of($"""<div class="field"><label for="{control.Column}">{label}{Star(column)}</label>{Input(control, column)}</div>""")
            : Html.Of($"""<div class="field"><span class="label" id="l-{control.Column}">{label}</span><output aria-labelledby="l-{control.Column}" data-show="{control.Column}">{Shown(column)}</output></div>""");
    }

    public string Shown(ColumnDefinition column) =>
        FormattedValue.Text(column, row, nameOf) is { Length: > 0 } text ? text : "---";

    static bool Editable(FormControl control, ColumnDefinition column) =>
        !control.Disabled && column.ValidForUpdate
        && column.Type is not (ColumnType.Lookup or ColumnType.Owner or ColumnType.Customer or ColumnType.PrimaryKey or ColumnType.UniqueIdentifier
            or ColumnType.State or ColumnType.Status or ColumnType.BigInteger);

    static Html Star(ColumnDefinition column) =>
        Html.When(column.Required, () => Html.Of($"""<span class="required" aria-hidden="true"> *</span>"""));

    Html Input(FormControl control, ColumnDefinition column) => column.Type switch
    {
        ColumnType.Choice => Select(column, column.Options.Select(option => (option.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), option.Label)), "number"),
        ColumnType.Boolean => Select(column, [("true", FormattedValue.LabelOf(column, 1) ?? "Yes"), ("false", FormattedValue.LabelOf(column, 0) ?? "No")], "boolean"),
        ColumnType.Integer or ColumnType.Decimal or ColumnType.Money or ColumnType.Double =>
            Html.Of($"""<input id="{column.LogicalName}" name="{column.LogicalName}" data-kind="number" type="text" inputmode="decimal" value="{Value(column)}"{Required(column)}>"""),
        ColumnType.DateOnly => Html.Of($"""<input id="{column.LogicalName}" name="{column.LogicalName}" data-kind="date" type="date" value="{Value(column)}"{Required(column)}>"""),
        ColumnType.DateTime => Html.Of($"""<input id="{column.LogicalName}" name="{column.LogicalName}" data-kind="datetime" type="datetime-local" value="{Value(column)}"{Required(column)}>"""),
        _ when column.Type == ColumnType.Memo || control.ClassId == TextArea =>
            Html.Of($"""<textarea id="{column.LogicalName}" name="{column.LogicalName}" data-kind="text" rows="3"{Required(column)}{Length(column)}>{Value(column)}</textarea>"""),
        _ => Html.Of($"""<input id="{column.LogicalName}" name="{column.LogicalName}" data-kind="text" type="text" value="{Value(column)}"{Required(column)}{Length(column)}>"""),
    };

    Html Select(ColumnDefinition column, IEnumerable<(string Value, string Label)> options, string kind)
    {
        var present = Value(column);
        var items = options.Select(option => Html.Of($"""<option value="{option.Value}"{(option.Value == present ? new Html(" selected") : Html.Empty)}>{option.Label}</option>"""));
        return Html.Of($"""<select id="{column.LogicalName}" name="{column.LogicalName}" data-kind="{kind}"><option value="">---</option>{Html.Join(items)}</select>""");
    }

    string Value(ColumnDefinition column) => FormattedValue.Input(column, row[column.LogicalName]);

    static Html Required(ColumnDefinition column) => Html.When(column.Required, () => new Html(" required"));

    static Html Length(ColumnDefinition column) => column.MaxLength is { } most ? Html.Of($" maxlength=\"{most}\"") : Html.Empty;
}
