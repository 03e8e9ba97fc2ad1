using System.Globalization;
using System.Text;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>What an answer says about the pages behind it.</summary>
/// <param name="Link">Address of the next page; null on the last one.</param>
/// <param name="Count">Matches on all pages, up to 5,000; null where nobody asked.</param>
/// <param name="CountIsCapped">Whether there are more than that.</param>
sealed record NextPage(string? Link, int? Count, Func<bool> CountIsCapped);

/// <summary>Cuts a query into pages.</summary>
sealed class Paging
{
    readonly Call _call;
    readonly TableModel _table;
    readonly PagingCookie? _cookie;
    readonly int _size;
    readonly bool _onePage;

    Paging(Call call, TableModel table, long? top)
    {
        _call = call;
        _table = table;
        _cookie = call.Options["$skiptoken"] is { } token ? PagingCookie.Decode(token) : null;
        // With both, $top is ignored, as in Dataverse.
        _onePage = top is not null && call.Prefer.MaxPageSize is null;
        _size = (int)Math.Min(_onePage ? top!.Value : call.Prefer.MaxPageSize ?? ReadRows.MostRows, ReadRows.MostRows);
        if (call.Prefer.MaxPageSize is not null) call.Prefer.Apply(string.Create(CultureInfo.InvariantCulture, $"odata.maxpagesize={_size}"));
    }

    public static Paging Of(Call call, TableModel table, long? top) => new(call, table, top);

    /// <summary>The order with the primary key as its last column, so that no two rows are equal.</summary>
    public static IReadOnlyList<RowOrder> Total(IReadOnlyList<RowOrder> order, TableModel table)
    {
        var key = table.Table.PrimaryKey;
        return order.Any(by => by.Column.Steps.Count == 0 && by.Column.Column == key) ? order : [.. order, new RowOrder(ColumnPath.Of(key), Descending: false)];
    }

    /// <summary>The query of this page.</summary>
    public RowQuery Narrow(RowQuery query)
    {
        query = query with { Top = _size, Columns = WithOrderColumns(query) };
        if (_cookie is null) return query;
        query = query with { Count = false };
        if (_cookie.After is null) return query with { Skip = _cookie.Skip };
        var behind = _cookie.Behind(_table, query.Order);
        return query with { Filter = query.Filter is null ? behind : new RowFilter.And([query.Filter, behind]) };
    }

    public NextPage After(RowQuery query, RowPage page)
    {
        var count = query.Count ? _cookie is null ? page.Count : _cookie.Count : null;
        var capped = () => count == ReadRows.MostRows && IsBeyond(query, ReadRows.MostRows);
        if (_onePage || !page.More || page.Rows.Count == 0) return new(null, count, capped);
        var behind = Comparable(query) ? query.Order.Select(by => Text(page.Rows[^1], by)).ToArray() : null;
        // The database sorts letters beyond ASCII otherwise than it compares them without case.
        if (behind?.All(value => value is null || Ascii.IsValid(value)) is false) behind = null;
        var cookie = new PagingCookie((_cookie?.Page ?? 1) + 1, behind, (_cookie?.Skip ?? 0) + page.Rows.Count, count);
        var path = _call.Request.Target.Split('?')[0];
        return new(_call.Request.ServiceRoot + path + _call.Options.With("$skiptoken", cookie.Encode()), count, capped);
    }

    bool IsBeyond(RowQuery query, int rows) => _call.Session.Query(
        query with { Columns = [_table.Table.PrimaryKey], Expand = [], Count = false, Top = 1, Skip = rows }).Rows.Count > 0;

    IReadOnlyList<string>? WithOrderColumns(RowQuery query) =>
        query.Columns is null || !Comparable(query) ? query.Columns : [.. query.Columns.Union(query.Order.Select(by => by.Column.Column))];

    // The values of these columns stand in the row, and sort as they compare.
    bool Comparable(RowQuery query) => query.Order.All(by => by.Column.Steps.Count == 0 && !_table.Column(by.Column.Column)!.IsLookup);

    string? Text(TableRow row, RowOrder by) => RowWriter.ValueOf(row, _table, _table.Column(by.Column.Column)!) switch
    {
        null => null,
        DateTime moment => moment.ToString("O", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
