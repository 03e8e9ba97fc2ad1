namespace CrmInsights.Store.Internals.Shared;

/// <summary>A table of row states: the columns of its key, then the others.</summary>
sealed class RowTable
{
    static readonly RowTable s_customer = new("customer", ["kind", "id"],
        ["shard", "version", "deleted", "created_on", "state_code", "currency_id", "industry_code", "country", "employees", "revenue",
            "owner_id", "parent_account_id", "profiling_status"]);

    static readonly RowTable s_order = new("sales_order", ["id"],
        ["version", "deleted", "customer_kind", "customer_id", "ordered_on", "state_code", "currency_id", "exchange_rate", "total_base",
            "discount_base"]);

    static readonly RowTable s_line = new("order_line", ["id"],
        ["version", "deleted", "order_id", "product_id", "quantity", "price_base", "discount_base", "amount_base"]);

    static readonly RowTable s_product = new("product", ["id"],
        ["version", "deleted", "number", "name", "state_code", "price_base", "cost_base", "family_id"]);

    static readonly RowTable s_offer = new("offer", ["id"],
        ["version", "deleted", "customer_kind", "customer_id", "product_id", "answer", "reason", "answered_on"]);

    static readonly RowTable s_action = new("play_action", ["id"],
        ["version", "deleted", "customer_kind", "customer_id", "play_id", "status", "control", "started_on", "outcome", "outcome_on", "outcome_base"]);

    RowTable(string name, string[] key, string[] others)
    {
        Name = name;
        Columns = string.Join(", ", key.Concat(others));
        var numbers = Enumerable.Range(1, key.Length + others.Length).Select(number => $"${number}");
        var newer = others.Select(column => $"{column} = excluded.{column}");
        OnConflict = $"on conflict ({string.Join(", ", key)}) do update set {string.Join(", ", newer)}";
        Upsert = $"insert into {name} ({Columns}) values ({string.Join(", ", numbers)}) {OnConflict}";
    }

    public static IReadOnlyList<RowTable> All { get; } = [s_customer, s_order, s_line, s_product, s_offer, s_action];

    public string Name { get; }

    public string Columns { get; }

    /// <summary>Writes one row, known or not; its parameters are the columns in order.</summary>
    public string Upsert { get; }

    /// <summary>What an insert of several rows ends with, to the same effect.</summary>
    public string OnConflict { get; }

    /// <summary>The table that keeps the rows of a Dataverse table.</summary>
    public static RowTable Of(RowKey key) => key.Table switch
    {
        RowKey.Order => s_order,
        RowKey.Line => s_line,
        RowKey.Product => s_product,
        RowKey.Offer => s_offer,
        RowKey.Action => s_action,
        _ => s_customer,
    };
}
