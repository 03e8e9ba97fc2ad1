using System.Globalization;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>What a user would read in place of a value: labels, names, money with its sign.</summary>
sealed class FormattedValues(WebApiModel model, IOrganizationSession session)
{
    const string CurrencyTable = "transactioncurrency";
    const string CurrencyColumn = "transactioncurrencyid";
    const string SymbolColumn = "currencysymbol";
    const string PrecisionColumn = "currencyprecision";
    const int NamesPerQuery = 500;

    readonly Dictionary<Lookup, string?> _names = [];
    readonly Dictionary<Guid, (string? Symbol, int Precision)> _currencies = [];

    /// <summary>Reads the names of all rows that these rows point to, a query for each table.</summary>
    public void Load(IEnumerable<TableRow> rows)
    {
        var wanted = new HashSet<Lookup>();
        Collect(rows, wanted);
        foreach (var table in wanted.Where(lookup => !_names.ContainsKey(lookup)).GroupBy(lookup => lookup.Table))
        {
            if (model.TryTable(table.Key) is not { } target) continue;
            foreach (var part in table.Chunk(NamesPerQuery)) Load(target.Table, part);
        }
    }

    public string? Of(TableRow row, ColumnDefinition column) => (row[column.LogicalName], column.Type) switch
    {
        (null, _) => null,
        (Lookup lookup, _) => _names.GetValueOrDefault(lookup),
        (int value, ColumnType.Choice or ColumnType.State or ColumnType.Status) => Label(column, value),
        (bool value, _) => Label(column, value ? 1 : 0) ?? (value ? "Yes" : "No"),
        (decimal value, ColumnType.Money) => Money(row, value),
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
        var isCurrency = table.LogicalName == CurrencyTable;
        var page = session.Query(new RowQuery(table.LogicalName)
        {
            Columns = isCurrency ? [table.PrimaryName, SymbolColumn, PrecisionColumn] : [table.PrimaryName],
            Filter = new RowFilter.In(ColumnPath.Of(table.PrimaryKey), Array.ConvertAll(lookups, lookup => (object?)lookup.Id)),
            Top = lookups.Length,
        });
        foreach (var row in page.Rows)
        {
            _names[new Lookup(table.LogicalName, row.Id)] = row[table.PrimaryName] as string;
            if (isCurrency) _currencies[row.Id] = (row[SymbolColumn] as string, row[PrecisionColumn] as int? ?? 2);
        }
    }

    string Money(TableRow row, decimal value)
    {
        var (symbol, precision) = row[CurrencyColumn] is Lookup currency ? _currencies.GetValueOrDefault(currency.Id, (null, 2)) : (null, 2);
        return symbol + Number(value, precision);
    }

    static string? Label(ColumnDefinition column, int value) => column.Options.FirstOrDefault(option => option.Value == value)?.Label;

    static string Number(decimal value, int decimals) =>
        value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
