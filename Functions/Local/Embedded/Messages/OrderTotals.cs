using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Storage;

namespace CrmInsights.Local.Embedded.Messages;

/// <summary>
/// The platform's roll-up of the lines of an order or an invoice. It raises no Update event. A transaction that writes many lines of one sums them once: before
/// somebody reads, or before the commit.
/// </summary>
sealed class OrderTotals
{
    static readonly string[] s_inputs = ["discountpercentage", "discountamount", "freightamount", "exchangerate", "transactioncurrencyid"];
    static readonly string[] s_totals =
        ["totallineitemamount", "totallineitemdiscountamount", "totaldiscountamount", "totalamountlessfreight", "totaltax", "totalamount"];

    /// <summary>What has lines, by the table of its lines.</summary>
    static readonly Dictionary<string, string> s_owners = new() { ["salesorderdetail"] = "salesorder", ["invoicedetail"] = "invoice" };

    readonly HashSet<Lookup> _unsettled = [];

    /// <summary>Notes the orders whose totals an operation may have changed.</summary>
    public void Mark(Operation operation)
    {
        var table = operation.Table.LogicalName;
        if (s_owners.TryGetValue(table, out var owner))
        {
            Mark(operation.Target[Link(owner)]);
            Mark(operation.Before?[Link(owner)]);
        }
        else if (s_owners.ContainsValue(table) && (operation.IsCreate || s_inputs.Concat(s_totals).Any(operation.Carries)))
        {
            _unsettled.Add(new Lookup(table, operation.Target.Id));
        }
    }

    public void Settle(Transaction transaction)
    {
        if (_unsettled.Count == 0) return;
        Lookup[] owners = [.. _unsettled];
        _unsettled.Clear();
        foreach (var owner in owners) Settle(transaction, owner);
    }

    void Mark(object? owner)
    {
        if (owner is Lookup lookup) _unsettled.Add(lookup);
    }

    static string Link(string owner) => owner + "id";

    static void Settle(Transaction transaction, Lookup owner)
    {
        if (transaction.Rows.Find(owner.Table, owner.Id, [.. s_inputs, .. s_totals]) is not { } order) return;
        var totals = Totals(order, Sums(transaction.Statements, owner));
        if (s_totals.Zip(totals).All(pair => Equals(order[pair.First], pair.Second))) return;

        var currency = order["transactioncurrencyid"] as Lookup? ?? new Lookup("transactioncurrency", transaction.Organization.Facts.BaseCurrencyId);
        var rate = order["exchangerate"] as decimal? ?? 1;
        var changed = new TableRow(owner.Table, owner.Id)
        {
            Values = { ["transactioncurrencyid"] = currency, ["exchangerate"] = rate, ["modifiedon"] = transaction.Now },
        };
        foreach (var (column, total) in s_totals.Zip(totals))
        {
            changed[column] = total;
            changed[column + "_base"] = CurrencyAmounts.InBase(total, rate);
        }
        transaction.Update(transaction.Tables[owner.Table], changed);
    }

    /// <summary>Amount, discount and tax of the lines together.</summary>
    static (decimal Amount, decimal Discount, decimal Tax) Sums(Statements statements, Lookup owner) => statements.List(
        $"""
        SELECT coalesce(sum(coalesce(baseamount, 0) - coalesce(manualdiscountamount, 0)), 0), coalesce(sum(manualdiscountamount), 0), coalesce(sum(tax), 0)
        FROM {s_owners.First(pair => pair.Value == owner.Table).Key} WHERE {Link(owner.Table)} = @0
        """,
        reader => (reader.GetInt64(0) / 10_000m, reader.GetInt64(1) / 10_000m, reader.GetInt64(2) / 10_000m), ColumnCodec.ToSql(owner.Id))[0];

    /// <summary>In the order of the columns' list.</summary>
    static decimal[] Totals(TableRow order, (decimal Amount, decimal Discount, decimal Tax) lines)
    {
        var percentage = order["discountpercentage"] as decimal? ?? 0;
        var discount = (order["discountamount"] as decimal? ?? 0) + decimal.Round(lines.Amount * percentage / 100, 4, MidpointRounding.AwayFromZero);
        var beforeFreight = lines.Amount - discount;
        var freight = order["freightamount"] as decimal? ?? 0;
        return [lines.Amount, lines.Discount, discount, beforeFreight, lines.Tax, beforeFreight + freight + lines.Tax];
    }
}
