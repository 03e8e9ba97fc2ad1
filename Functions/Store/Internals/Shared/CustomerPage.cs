using System.Data.Common;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Shared;

/// <summary>What was read of a page of keys; an owner is the place of a customer in it.</summary>
sealed record CustomerPage(IReadOnlyList<CustomerKey> Keys)
{
    /// <summary>Columns of the customers, <c>c</c>, as <see cref="ReadState"/> takes them after the owner.</summary>
    public const string StateColumns =
        "c.version, c.created_on, c.state_code, c.currency_id, c.industry_code, c.country, c.employees, c.revenue, c.owner_id, c.parent_account_id, c.profiling_status, c.deleted";

    /// <summary>Columns of the orders, <c>o</c>, as <see cref="ReadOrder"/> takes them after the owner.</summary>
    public const string OrderColumns =
        "o.id, o.version, o.customer_kind, o.customer_id, o.ordered_on, o.state_code, o.currency_id, o.exchange_rate, o.total_base, o.discount_base";

    /// <summary>Columns of the lines, <c>l</c>, as <see cref="ReadLine"/> takes them.</summary>
    public const string LineColumns =
        "l.id, l.version, l.order_id, l.product_id, l.quantity, l.price_base, l.discount_base, l.amount_base";

    /// <summary>Columns of the answers to offers, <c>a</c>, as <see cref="ReadOffer"/> takes them after the owner.</summary>
    public const string OfferColumns = "a.id, a.version, a.customer_kind, a.customer_id, a.product_id, a.answer, a.reason, a.answered_on";

    public required IReadOnlyList<(int Owner, CustomerRow? State, bool IsDeleted)> States { get; init; }
    public required IReadOnlyList<(int Owner, OrderRow Order)> Orders { get; init; }
    public required IReadOnlyList<OrderLineRow> Lines { get; init; }
    public required IReadOnlyList<(int Owner, OfferRow Offer)> Offers { get; init; }

    public List<CustomerRecord> Records()
    {
        var states = States.ToDictionary(state => state.Owner);
        var orders = Orders.ToLookup(order => order.Owner, order => order.Order);
        var lines = Lines.GroupBy(line => line.OrderId).ToDictionary(group => group.Key, group => group.OrderBy(line => line.Id).ToArray());
        var offers = Offers.ToLookup(offer => offer.Owner, offer => offer.Offer);
        var records = new List<CustomerRecord>(Keys.Count);
        for (var owner = 0; owner < Keys.Count; owner++)
        {
            var state = states.GetValueOrDefault(owner);
            var own = orders[owner].OrderBy(order => order.OrderedOn).ThenBy(order => order.Id)
                .Select(order => new OrderRecord(order, lines.GetValueOrDefault(order.Id) ?? []));
            records.Add(state.IsDeleted
                ? new CustomerRecord(Keys[owner], null, []) { IsDeleted = true }
                : new CustomerRecord(Keys[owner], state.State, [.. own]) { Offers = [.. offers[owner].OrderBy(offer => offer.AnsweredOn).ThenBy(offer => offer.Id)] });
        }
        return records;
    }

    public static (int Owner, CustomerRow? State, bool IsDeleted) ReadState(DbDataReader row, IReadOnlyList<CustomerKey> keys)
    {
        var owner = row.GetInt32(0);
        var isDeleted = row.Flag(12);
        if (row.GetInt64(1) < 0 || isDeleted) return (owner, null, isDeleted);

        return (owner, new CustomerRow(keys[owner], row.GetInt64(1))
        {
            CreatedOn = row.TimeOrNull(2),
            StateCode = row.GetInt32(3),
            CurrencyId = row.IdOrNull(4),
            IndustryCode = row.IntOrNull(5),
            Country = row.TextOrNull(6),
            Employees = row.IntOrNull(7),
            Revenue = row.MoneyOrNull(8),
            OwnerId = row.IdOrNull(9),
            ParentAccountId = row.IdOrNull(10),
            ProfilingStatus = row.IntOrNull(11),
        }, false);
    }

    public static (int Owner, OrderRow Order) ReadOrder(DbDataReader row) => (row.GetInt32(0), new OrderRow(row.Id(1), row.GetInt64(2))
    {
        Customer = new CustomerKey(row.GetString(3), row.Id(4)),
        OrderedOn = row.Time(5),
        StateCode = row.GetInt32(6),
        CurrencyId = row.IdOrNull(7),
        ExchangeRate = row.GetDecimal(8),
        TotalBase = row.GetDecimal(9),
        DiscountBase = row.GetDecimal(10),
    });

    public static (int Owner, OfferRow Offer) ReadOffer(DbDataReader row) => (row.GetInt32(0), new OfferRow(row.Id(1), row.GetInt64(2))
    {
        Customer = new CustomerKey(row.GetString(3), row.Id(4)),
        ProductId = row.IdOrNull(5),
        Answer = row.IntOrNull(6),
        Reason = row.IntOrNull(7),
        AnsweredOn = row.TimeOrNull(8),
    });

    public static OrderLineRow ReadLine(DbDataReader row) => new(row.Id(0), row.GetInt64(1), row.Id(2))
    {
        ProductId = row.IdOrNull(3),
        Quantity = row.GetDecimal(4),
        PriceBase = row.GetDecimal(5),
        DiscountBase = row.GetDecimal(6),
        AmountBase = row.GetDecimal(7),
    };
}
