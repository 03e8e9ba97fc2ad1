using CrmInsights.Store.Internals.Shared;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Sqlite;

/// <summary>Row states read and written one by one: in the same process, a statement costs microseconds.</summary>
sealed class SqliteRowStates(Session session, Layout layout) : IRowStates
{
    public StoredRow? Find(RowKey key) => key.Table switch
    {
        RowKey.Order => First("select version, customer_kind, customer_id from sales_order where id = $1", key.Id),
        RowKey.Line => First($"select version, '{RowKey.Order}', order_id from order_line where id = $1", key.Id),
        RowKey.Offer => First("select version, customer_kind, customer_id from offer where id = $1", key.Id),
        RowKey.Action => First("select version, null, null from play_action where id = $1", key.Id),
        RowKey.Product => First("select version, null, null from product where id = $1", key.Id),
        _ => First($"select version, '{RowKey.Account}', parent_account_id from customer where kind = $1 and id = $2", key.Table, key.Id),
    };

    public void Put(RowKey key, StoredRow row, object?[] values) => session.Execute(RowTable.Of(key).Upsert, values);

    public void Expect(CustomerKey key) =>
        session.Execute("insert into customer (kind, id, shard, version) values ($1, $2, $3, -1) on conflict (kind, id) do nothing",
            key.Table, key.Id, Shards.Of(key.Id, layout.ShardCount));

    StoredRow? First(string sql, params ReadOnlySpan<object?> values) => session.First(sql,
        row => new StoredRow(row.GetInt64(0), row.IsDBNull(2) ? null : new RowKey(row.GetString(1), row.Id(2))), values);
}
