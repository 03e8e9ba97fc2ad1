using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Shared;

/// <summary>Reads customers with their orders, a page of keys at a time. How a page is asked for differs with the kind of store.</summary>
abstract class CustomerBook(Database database, Layout layout) : ICustomerBook
{
    const int PageSize = 1000;

    // A customer without a row of its own shows only where it has orders; which those are, the page finds out.
    const string NextOfAll = "select kind, id from customer where deleted = 0 and (kind, id) > ($1, $2) order by kind, id limit $3";
    const string NextOfShard =
        "select kind, id from customer where deleted = 0 and (kind, id) > ($1, $2) and shard = $4 order by kind, id limit $3";

    // Each amount that counts as revenue.
    const string Amounts =
        """
        select l.amount_base as amount from order_line l join sales_order o on o.id = l.order_id
        where l.deleted = 0 and o.deleted = 0 and o.state_code <> 2
        union all
        select o.total_base from sales_order o where o.deleted = 0 and o.state_code <> 2
            and not exists (select 1 from order_line l where l.order_id = o.id and l.deleted = 0)
        """;

    const string Actions = "id, version, customer_kind, customer_id, play_id, status, control, started_on, outcome, outcome_on, outcome_base";

    protected Layout Layout => layout;

    public Task<IReadOnlyList<CustomerRecord>> ReadAsync(IReadOnlyCollection<CustomerKey> keys, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<CustomerRecord>>(
            session => [.. keys.Chunk(PageSize).SelectMany(page => ReadPage(session, page).Records())], cancellation);

    public async IAsyncEnumerable<CustomerRecord> ReadAllAsync(int? shard, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = new CustomerKey("", Guid.Empty);
        while (true)
        {
            var page = await database.ReadAsync(session => ReadPage(session, Next(session, shard, last)).Records(), cancellation);
            if (page.Count == 0) yield break;
            foreach (var record in page.Where(record => record.State is not null || record.Orders.Count > 0)) yield return record;
            last = page[^1].Key;
        }
    }

    public Task<IReadOnlyDictionary<Guid, ProductRow>> ReadProductsAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyDictionary<Guid, ProductRow>>(
            session => session.List("select id, version, number, name, state_code, price_base, cost_base, family_id from product where deleted = 0", ReadProduct)
                .ToDictionary(product => product.Id), cancellation);

    public Task<IReadOnlyList<ActionRow>> ReadActionsAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<ActionRow>>(
        session => [.. session.List($"select {Actions} from play_action where deleted = 0", ReadAction).OrderBy(action => action.StartedOn).ThenBy(action => action.Id)], cancellation);

    public Task<BookTotals> CountAsync(CancellationToken cancellation) => database.ReadAsync(Count, cancellation);

    /// <summary>Reads what is known of the customers in a few statements, whatever their number.</summary>
    protected abstract CustomerPage ReadPage(Session session, IReadOnlyList<CustomerKey> keys);

    /// <summary>Adds up the column <c>amount</c> of a query, exactly.</summary>
    protected abstract decimal Sum(Session session, string query);

    static List<CustomerKey> Next(Session session, int? shard, CustomerKey after)
    {
        static CustomerKey Key(DbDataReader row) => new(row.GetString(0), row.Id(1));
        return shard is { } number
            ? session.List(NextOfShard, Key, after.Table, after.Id, PageSize, number)
            : session.List(NextOfAll, Key, after.Table, after.Id, PageSize);
    }

    static ProductRow ReadProduct(DbDataReader row) => new(row.Id(0), row.GetInt64(1))
    {
        Number = row.TextOrNull(2),
        Name = row.TextOrNull(3),
        StateCode = row.GetInt32(4),
        PriceBase = row.MoneyOrNull(5),
        CostBase = row.MoneyOrNull(6),
        FamilyId = row.IdOrNull(7),
    };

    static ActionRow ReadAction(DbDataReader row) => new(row.Id(0), row.GetInt64(1))
    {
        Customer = row.TextOrNull(2) is { } table ? new CustomerKey(table, row.Id(3)) : null,
        PlayId = row.IdOrNull(4),
        Status = row.IntOrNull(5),
        IsControl = row.Flag(6),
        StartedOn = row.TimeOrNull(7),
        Outcome = row.IntOrNull(8),
        OutcomeOn = row.TimeOrNull(9),
        OutcomeBase = row.MoneyOrNull(10),
    };

    BookTotals Count(Session session) => new(
        CountOf(session,
            $"""
            select count(*) from customer c where c.deleted = 0 and (c.version >= 0
                or exists (select 1 from sales_order o where o.customer_id = c.id and o.customer_kind = c.kind and o.deleted = 0)
                or {(layout.RollUpContacts ? "" : "false and ")} c.kind = 'account' and exists (select 1 from customer m
                    join sales_order o on o.customer_id = m.id and o.customer_kind = 'contact' and o.deleted = 0
                    where m.parent_account_id = c.id and m.kind = 'contact'))
            """),
        CountOf(session, "select count(*) from sales_order where deleted = 0"),
        CountOf(session,
            """
            select count(*) from order_line l where l.deleted = 0
                and not exists (select 1 from sales_order o where o.id = l.order_id and o.deleted = 1)
            """),
        Sum(session, Amounts));

    static long CountOf(Session session, string sql) => Convert.ToInt64(session.Scalar(sql), CultureInfo.InvariantCulture);
}
