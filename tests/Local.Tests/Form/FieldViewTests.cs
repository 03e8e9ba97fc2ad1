using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Form;
using CrmInsights.Local.Form.Layout;

namespace CrmInsights.Local.Tests.Form;

public sealed class FieldViewTests
{
    static readonly Guid s_id = Guid.Parse("11111111-1111-1111-1111-111111111111");

    static string Draw(ColumnType type, object? value, Func<ColumnDefinition, ColumnDefinition>? change = null)
    {
        var column = new ColumnDefinition { LogicalName = "x", SchemaName = "x", Type = type, DisplayName = "The field" };
        var table = new TableDefinition { LogicalName = "account", SchemaName = "Account", EntitySetName = "accounts", PrimaryKey = "accountid", PrimaryName = "name", DisplayName = "Account" };
        table.Columns["x"] = change?.Invoke(column) ?? column;
        var row = new TableRow("account", s_id) { ["x"] = value };
        return new FieldView(table, row, _ => "Ada Ltd").Draw(new FormCell("", new FormControl("x", "", false, null))).ToString();
    }

    [Fact]
    public void A_hostile_value_stays_text() => Draw(ColumnType.Text, "\"><script>x</script>").ShouldNotContain("<script");

    [Fact]
    public void A_choice_is_a_select_with_its_label()
    {
        var html = Draw(ColumnType.Choice, 2, column => column with { Options = [new ChoiceOption(1, "One"), new ChoiceOption(2, "Two")] });

        html.ShouldContain("<option value=\"2\" selected>Two</option>");
    }

    [Fact]
    public void A_lookup_shows_the_name_and_cannot_be_typed()
    {
        var html = Draw(ColumnType.Lookup, new Lookup("account", s_id));

        html.ShouldContain(">Ada Ltd</output>");
        html.ShouldNotContain("<input");
    }

    [Fact]
    public void A_column_the_platform_keeps_cannot_be_typed() =>
        Draw(ColumnType.Decimal, 1234.5m, column => column with { ValidForUpdate = false, Precision = 2 }).ShouldContain(">1,234.50</output>");

    [Fact]
    public void Every_input_has_a_label() => Draw(ColumnType.Money, 5m).ShouldContain("<label for=\"x\">The field</label><input id=\"x\"");
}
