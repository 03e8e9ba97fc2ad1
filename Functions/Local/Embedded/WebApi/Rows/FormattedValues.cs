using System.Globalization;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>What a user would read in place of a value: labels, names, money with its sign.</summary>
sealed class FormattedValues(WebApiModel model, IOrganizationSession session)
{
    const string CurrencyTable = "transactioncurrency";
    const string CurrencyColumn = "transactioncurrencyid";
    const string SymbolColumn = "currencysymbol";
    const int NamesPerQuery = 500;

    readonly Dictionary<Lookup, string?> _texts = [];

    /// <summary>Reads the names of all rows that these rows point to, a query for each table.</summary>
    public void Load(IEnumerable<TableRow> rows)
    {
        var wanted = new HashSet<Lookup>();
        Collect(rows, wanted);
        foreach (var table in wanted.Where(lookup => !_texts.ContainsKey(lookup)).GroupBy(lookup => lookup.Table))
        {
            if (model.TryTable(table.Key) is not { } target) continue;
            foreach (var part in table.Chunk(NamesPerQuery)) Load(target.Table, part);
        }
    }

    public string? Of(TableRow row, ColumnDefinition column) => (row[column.LogicalName], column.Type) switch
    {
        (null, _) => null,
        (Lookup lookup, _) => _texts.GetValueOrDefault(lookup),
        (int value, ColumnType.Choice or ColumnType.State or ColumnType.Status) => Label(column, value),
        (bool value, _) => Label(column, value ? 1 : 0) ?? (value ? "Yes" : "No"),
        (decimal value, ColumnType.Money) => Symbol(row) + Number(value, column.Precision ?? 2),
        (decimal value, _) => Number(value, column.Precision ?? 2),
        (double value, _) => Number((decimal)value, column.Precision ?? 2),
        (int value, _) => value.ToString("N0", CultureInfo.InvariantCulture),
        (DateTime value, ColumnType.DateOnly) => value.ToString("M/d/yyyy", CultureInfo.InvariantCulture),
        (DateTime value, _) => value.ToString("M/d/yyyy h:mm tt", CultureInfo.InvariantCulture),
        (long value, _) => value.ToString("N0", CultureInfo.InvariantCulture),
        _ => null,
    };

    static void Collect(IEnumerable<TableRow> rows, HashSet<Lookup> lookups)
    {
        foreach (var row in rows)
        {
            foreach (var value in row.Values.Values)
            {
                if (value is Lookup lookup) lookups.Add(lookup);
            }
            foreach (var related in row.Expanded?.Values ?? Enumerable.Empty<object?>())
            {
                if (related is TableRow one) Collect([one], lookups);
                else if (related is IEnumerable<TableRow> many) Collect(many, lookups);
            }
        }
    }

    void Load(TableDefinition table, Lookup[] lookups)
    {
        var text = table.LogicalName == CurrencyTable && table.Columns.ContainsKey(SymbolColumn) ? SymbolColumn : null;
        var page = session.Query(new RowQuery(table.LogicalName)
        {
            Columns = text is null ? [table.PrimaryName] : [table.PrimaryName, text],
            Filter = new RowFilter.In(ColumnPath.Of(table.PrimaryKey), Array.ConvertAll(lookups, lookup => (object?)lookup.Id)),
            Top = lookups.Length,
        });
        foreach (var row in page.Rows)
        {
            _texts[new Lookup(table.LogicalName, row.Id)] = row[table.PrimaryName] as string;
            if (text is not null) _texts[new Lookup(SymbolColumn, row.Id)] = row[text] as string;
        }
    }

    string? Symbol(TableRow row) =>
        row[CurrencyColumn] is Lookup currency ? _texts.GetValueOrDefault(new Lookup(SymbolColumn, currency.Id)) : null;

    static string? Label(ColumnDefinition column, int value) => column.Options.FirstOrDefault(option => option.Value == value)?.Label;

    static string Number(decimal value, int decimals) =>
        value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
