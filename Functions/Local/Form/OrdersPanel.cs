using System.Globalization;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Form;

/// <summary>The customer's last orders, and the dialog for a new one.</summary>
sealed class OrdersPanel(FormSite site)
{
    const int Shown = 8;
    const int MostProducts = 1000;

    public Html Draw(IOrganizationSession session, CustomerTable customer, Guid id) => Html.Of($"""
        <aside class="card" aria-labelledby="orders-title">
        <div class="head"><h2 id="orders-title">Orders</h2><button id="new-order" class="primary" type="button">New order</button></div>
        <div id="orders">{DrawList(session, customer, id)}</div>
        <dialog id="order-dialog" aria-labelledby="order-title"><h2 id="order-title">New order</h2>
        <form id="order-form" autocomplete="off">
        <div class="field"><label for="product">Product</label><select id="product" name="product" required>{Html.Join(Products(session))}</select></div>
        <div class="row">
        <div class="field"><label for="quantity">Quantity</label><input id="quantity" name="quantity" type="number" min="1" step="any" value="1" required></div>
        <div class="field"><label for="price">Price each</label><input id="price" name="price" type="number" min="0" step="any" required></div>
        </div>
        <p id="order-error" class="error" role="alert"></p>
        <div class="actions"><button id="cancel-order" type="button">Cancel</button><button id="save-order" class="primary" type="submit">Save order</button></div>
        </form></dialog>
        </aside>
        """);

    public Html DrawList(IOrganizationSession session, CustomerTable customer, Guid id)
    {
        var orders = session.Query(new RowQuery("salesorder")
        {
            Columns = ["name", "createdon", "totalamount", "transactioncurrencyid"],
            Filter = new RowFilter.Compare(ColumnPath.Of("customerid"), CompareOperator.Eq, new Lookup(customer.LogicalName, id)),
            Order = [new RowOrder(ColumnPath.Of("createdon"), true)],
            Top = Shown,
            Count = true,
        });
        if (orders.Rows.Count == 0) return Html.Of($"<p>No orders yet.</p>");
        return Html.Of($"""
            <table><thead><tr><th scope="col">Date</th><th scope="col">Order</th><th scope="col" class="amount">Amount</th></tr></thead>
            <tbody>{Html.Join(orders.Rows.Select(order => Row(order, site.Names(session))))}</tbody></table>
            <p class="secondary">{(orders.Count > Shown ? $"The last {Shown} of {orders.Count} orders." : orders.Count == 1 ? "The only order." : $"{orders.Count} orders in all.")}</p>
            """);
    }

    Html Row(TableRow order, Func<Lookup, string> nameOf)
    {
        var table = site.Organization.Tables["salesorder"];
        string Text(string column) => FormattedValue.Text(table.Columns[column], order, nameOf);
        var day = order["createdon"] is DateTime date ? FormattedValue.Day(new DateTimeOffset(date, TimeSpan.Zero)) : "";
        return Html.Of($"""<tr><td>{day}</td><td>{Text("name")}</td><td class="amount">{Text("totalamount")}</td></tr>""");
    }

    IEnumerable<Html> Products(IOrganizationSession session)
    {
        var priced = site.Organization.Tables["product"].Columns.ContainsKey("price");
        var products = session.Query(new RowQuery("product")
        {
            Columns = priced ? ["name", "price"] : ["name"],
            Order = [new RowOrder(ColumnPath.Of("name"), false)],
            Top = MostProducts,
        });
        yield return new Html("""<option value="">Choose</option>""");
        foreach (var product in products.Rows)
            yield return Html.Of($"""<option value="{product.Id}" data-price="{(product["price"] as decimal?)?.ToString("0.##", CultureInfo.InvariantCulture)}">{product["name"]}</option>""");
    }
}
