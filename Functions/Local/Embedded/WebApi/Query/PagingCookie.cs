using System.Buffers.Text;
using System.Text.Json;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>
/// Where the next page begins. Normally behind the last row's values of the order columns, so that rows created or deleted meanwhile neither
/// repeat nor hide others; by number of rows where the order runs over a lookup, whose values a row does not carry.
/// </summary>
/// <param name="Page">Number of the page that follows, from 2.</param>
/// <param name="After">Values of the order columns of the last row, as text; null to skip by number.</param>
/// <param name="Skip">Rows to skip where <paramref name="After"/> is null.</param>
/// <param name="Count">The @odata.count of the first page.</param>
sealed record PagingCookie(int Page, string?[]? After, int Skip, int? Count)
{
    public string Encode() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    public static PagingCookie Decode(string token)
    {
        try
        {
            return JsonSerializer.Deserialize<PagingCookie>(Base64Url.DecodeFromChars(token)) is { Page: > 1, Skip: >= 0 } cookie
                ? cookie
                : throw Malformed();
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            throw Malformed();
        }
    }

    static WebApiException Malformed() =>
        WebApiException.OData("Malformed $skiptoken: use the @odata.nextLink of the page before as it is.");

    /// <summary>The rows behind the last one: (a > x) or (a = x and b > y) ..., nulls first.</summary>
    public RowFilter Behind(TableModel table, IReadOnlyList<RowOrder> order)
    {
        if (After!.Length != order.Count) throw Malformed();
        RowFilter? filter = null;
        for (var index = order.Count - 1; index >= 0; index--)
        {
            var column = table.Column(order[index].Column.Column)!.Column;
            var value = ConstantReader.Read(After[index], column);
            var beyond = Beyond(order[index], value);
            var same = new RowFilter.Compare(order[index].Column, CompareOperator.Eq, value);
            filter = (beyond, filter) switch
            {
                (null, null) => throw Malformed(),
                (null, _) => new RowFilter.And([same, filter]),
                (_, null) => beyond,
                _ => new RowFilter.Or([beyond, new RowFilter.And([same, filter])]),
            };
        }
        return filter!;
    }

    static RowFilter? Beyond(RowOrder order, object? value) => (value, order.Descending) switch
    {
        (null, true) => null,                                                          // nulls come last: nothing is behind them
        (null, false) => new RowFilter.Compare(order.Column, CompareOperator.Ne, null),
        (_, false) => new RowFilter.Compare(order.Column, CompareOperator.Gt, value),
        _ => new RowFilter.Or([
            new RowFilter.Compare(order.Column, CompareOperator.Lt, value), new RowFilter.Compare(order.Column, CompareOperator.Eq, null)]),
    };
}
