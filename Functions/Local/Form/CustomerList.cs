using System.Globalization;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Form;

/// <summary>What the list was asked to show.</summary>
sealed record ListRequest(CustomerTable Table, string Search, string Sort, int Page)
{
    internal const int PageSize = 25;

    public string Address(string? sort = null, int? page = null) =>
        $"/?table={Table.LogicalName}&search={Uri.EscapeDataString(Search)}&sort={sort ?? Sort}&page={page ?? 1}";
}

/// <summary>The start page: customers with their level, by risk.</summary>
sealed class CustomerList(FormSite site)
{
    public async Task<Html> DrawAsync(ListRequest request, CancellationToken cancellation)
    {
        if (!site.Organization.Tables.TryGetValue(request.Table.LogicalName, out var table))
            return PageShell.Message("Starting", "Dataverse is being set up. This takes a few seconds; reload the page then.");
        var found = await site.ReadAsync(session => Read(session, request, table), cancellation);
        return PageShell.Draw(request.Table.Plural, Html.Of($"""
            <div class="head"><h1>{request.Table.Plural}</h1></div>
            <nav class="tabs" aria-label="Tables">{Html.Join(CustomerTable.All.Select(other => TableLink(other, request.Table)))}</nav>
            <form class="toolbar" method="get" role="search">
            <input type="hidden" name="table" value="{request.Table.LogicalName}">
            <div><label for="search">Search by name</label><br><input id="search" name="search" type="search" value="{request.Search}"></div>
            <div><label for="sort">Sort by</label><br><select id="sort" name="sort">{Html.Join(Sorts(request))}</select></div>
            <button type="submit">Show</button>
            </form>
            <div id="customers" class="card">{found.Rows}{Pager(request, found.Page)}</div>
            """));
    }

    (Html Rows, RowPage Page) Read(IOrganizationSession session, ListRequest request, TableDefinition table)
    {
        var page = session.Query(Query(request, table));
        return (Rows(request, page, row => Row(request, (table, row), site.Names(session))), page);
    }

    static RowQuery Query(ListRequest request, TableDefinition table) => new(request.Table.LogicalName)
    {
        Columns = [.. Shown(request, table)],
        Filter = request.Search.Length == 0 ? null
            : new RowFilter.Text(ColumnPath.Of(request.Table.NameColumn), TextOperator.Contains, request.Search),
        Order = [.. Order(request, table)],
        Top = ListRequest.PageSize,
        Skip = (request.Page - 1) * ListRequest.PageSize,
        Count = true,
    };

    static IEnumerable<string> Shown(ListRequest request, TableDefinition table) =>
        Level.Columns.Concat([request.Table.NameColumn, "ci_lifecyclestage", "ci_value12m", "transactioncurrencyid", "address1_city", "modifiedon"]).Where(table.Columns.ContainsKey);

    static IEnumerable<RowOrder> Order(ListRequest request, TableDefinition table)
    {
        var (column, descending) = request.Sort switch
        {
            "name" => (request.Table.NameColumn, false),
            "changed" => ("modifiedon", true),
            "value" => ("ci_value12m", true),
            _ => ("ci_churnscore", true),
        };
        if (table.Columns.ContainsKey(column)) yield return new RowOrder(ColumnPath.Of(column), descending);
        if (column != request.Table.NameColumn) yield return new RowOrder(ColumnPath.Of(request.Table.NameColumn), false);
    }

    static Html TableLink(CustomerTable table, CustomerTable present) => table == present
        ? Html.Of($"""<a href="/?table={table.LogicalName}" aria-current="page">{table.Plural}</a>""")
        : Html.Of($"""<a href="/?table={table.LogicalName}">{table.Plural}</a>""");

    static IEnumerable<Html> Sorts(ListRequest request) =>
        from sort in new[] { (Key: "risk", Label: "Risk, highest first"), (Key: "value", Label: "Value, highest first"), (Key: "name", Label: "Name"), (Key: "changed", Label: "Last changed") }
        select Html.Of($"""<option value="{sort.Key}"{(sort.Key == request.Sort ? new Html(" selected") : Html.Empty)}>{sort.Label}</option>""");

    static Html Rows(ListRequest request, RowPage found, Func<TableRow, Html> draw)
    {
        if (found.Rows.Count == 0)
            return Html.Of($"<p>{(request.Search.Length > 0 ? $"Nothing is called \"{request.Search}\"." : $"No {request.Table.Plural.ToLowerInvariant()} yet.")}</p>");
        return Html.Of($"""
            <table><thead><tr><th scope="col">Name</th><th scope="col">Risk</th><th scope="col" class="hide-small">Trend</th><th scope="col" class="hide-small">Stage</th><th scope="col" class="hide-small amount">Value, 12 months</th><th scope="col" class="hide-small">City</th></tr></thead>
            <tbody>{Html.Join(found.Rows.Select(draw))}</tbody></table>
            """);
    }

    static Html Row(ListRequest request, (TableDefinition Table, TableRow Row) shown, Func<Lookup, string> nameOf)
    {
        var (table, row) = shown;
        var level = Level.Of(table, row);
        string Text(string column) => table.Columns.TryGetValue(column, out var definition) ? FormattedValue.Text(definition, row, nameOf) : "";
        var name = row[request.Table.NameColumn] as string is { Length: > 0 } text ? text : "(no name)";
        return Html.Of($"""
            <tr><td><a href="/{request.Table.EntitySet}/{row.Id}">{name}</a></td><td>{level.Chip()}</td><td class="hide-small">{level.TrendText()}</td><td class="hide-small">{Text("ci_lifecyclestage")}</td><td class="hide-small amount">{Text("ci_value12m")}</td><td class="hide-small">{row["address1_city"]}</td></tr>
            """);
    }

    static Html Pager(ListRequest request, RowPage found)
    {
        var first = ((request.Page - 1) * ListRequest.PageSize) + 1;
        var last = first + found.Rows.Count - 1;
        if (found.Rows.Count == 0) return Html.Empty;
        return Html.Of($"""
            <nav class="toolbar" aria-label="Pages"><span class="secondary">{first} to {last} of {CountText(found)}</span>
            {(request.Page > 1 ? PageLink(request, request.Page - 1, "Previous") : Html.Empty)}{(found.More ? PageLink(request, request.Page + 1, "Next") : Html.Empty)}</nav>
            """);
    }

    // Dataverse counts no further than 5,000.
    static string CountText(RowPage found) =>
        found.Count is { } count ? count.ToString("N0", CultureInfo.InvariantCulture) + (count >= 5000 ? " or more" : "") : "many";

    static Html PageLink(ListRequest request, int page, string text) =>
        Html.Of($"""<a class="button" href="{request.Address(page: page)}">{text}</a>""");
}
