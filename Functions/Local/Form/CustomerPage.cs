using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Form.Layout;

namespace CrmInsights.Local.Form;

/// <summary>One customer: the solution's own main form with its code components, and the customer's orders.</summary>
sealed class CustomerPage(FormSite site)
{
    /// <summary>The page; null where there is no such customer.</summary>
    /// <param name="customer">Account or contact.</param>
    /// <param name="id">Its row.</param>
    /// <param name="nonce">What style elements need to be allowed on this page.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public Task<Html?> DrawAsync(CustomerTable customer, Guid id, string nonce, CancellationToken cancellation) =>
        site.ReadAsync<Html?>(session => session.Find(customer.LogicalName, id) is { } row ? Draw(session, customer, row, nonce) : null, cancellation);

    /// <summary>The parts that follow the row; null where there is no such customer.</summary>
    public Task<LiveParts?> ReadLiveAsync(CustomerTable customer, Guid id, CancellationToken cancellation) =>
        site.ReadAsync(session => session.Find(customer.LogicalName, id) is { } row ? Live(session, customer, row) : null, cancellation);

    public Task<long?> ReadVersionAsync(CustomerTable customer, Guid id, CancellationToken cancellation) =>
        site.ReadAsync(session => session.Find(customer.LogicalName, id, [customer.NameColumn])?.Version, cancellation);

    public Task<Html> DrawOrdersAsync(CustomerTable customer, Guid id, CancellationToken cancellation) =>
        site.ReadAsync(session => new OrdersPanel(site).DrawList(session, customer, id), cancellation);

    internal static string Etag(long version) => $"W/\"{version}\"";

    Html Draw(IOrganizationSession session, CustomerTable customer, TableRow row, string nonce)
    {
        var table = site.Organization.Tables[customer.LogicalName];
        var layout = FindLayout(session, customer);
        var name = row[customer.NameColumn] as string ?? "(no name)";
        var view = new FieldView(table, row, site.Names(session));
        var components = new ComponentView(new BoundColumns(table, row, site.Names(session)), nonce);
        return PageShell.Draw(name, ComponentView.Scripts(layout), Html.Of($"""
            <div id="page" data-table="{customer.LogicalName}" data-set="{customer.EntitySet}" data-id="{row.Id}" data-name="{name}" data-etag="{Etag(row.Version)}"{Now()}>
            <div class="card head"><div><h1>{name}</h1><span class="secondary">{table.DisplayName} · {layout.Name}</span></div><div id="level">{HeaderLevel(table, row)}</div></div>
            <div class="page">
            <form id="record" class="card" autocomplete="off" novalidate>
            <div class="tabs" role="tablist" aria-label="{layout.Name}">{Html.Join(layout.Tabs.Select(TabButton))}</div>
            {Html.Join(layout.Tabs.Select(tab => TabPanel(tab, view, components)))}
            <div class="actions"><button id="save" class="primary" type="submit" disabled>Save</button></div>
            </form>
            {new OrdersPanel(site).Draw(session, customer, row.Id)}
            </div></div>
            """));
    }

    // Controls ask the browser for the time; where the organisation's is simulated, the page has to tell it.
    Html Now() => Html.When(site.IsClockSimulated, () => Html.Of($" data-now=\"{FormattedValue.Iso(site.Now)}\""));

    static Html HeaderLevel(TableDefinition table, TableRow row)
    {
        var level = Level.Of(table, row);
        return Html.Of($"""{level.Chip()} <span class="secondary">{level.TrendText()}</span>""");
    }

    static FormLayout FindLayout(IOrganizationSession session, CustomerTable customer)
    {
        var forms = session.Query(new RowQuery("systemform")
        {
            Columns = ["name", "formxml"],
            Filter = new RowFilter.Compare(ColumnPath.Of("objecttypecode"), CompareOperator.Eq, customer.LogicalName),
            // A form that a solution brings stands before the platform's own.
            Order = [new RowOrder(ColumnPath.Of("isdefault"), false), new RowOrder(ColumnPath.Of("name"), false)],
            Top = 1,
        });
        return forms.Rows.Count > 0
            ? FormXml.Read(forms.Rows[0]["name"] as string ?? customer.LogicalName, forms.Rows[0]["formxml"] as string ?? "")
            : PlainLayout(customer);
    }

    static FormLayout PlainLayout(CustomerTable customer) => new("Plain",
    [
        new FormTab("general", "General", [new FormColumn("100%", [new FormSection("", [[new FormCell("", new FormControl(customer.NameColumn, "", true, null))]])])]),
    ]);

    static Html TabButton(FormTab tab) =>
        Html.Of($"""<button type="button" role="tab" id="tab-{tab.Id}" aria-controls="panel-{tab.Id}" aria-selected="false">{tab.Label}</button>""");

    static Html TabPanel(FormTab tab, FieldView view, ComponentView components) => Html.Of($"""
        <div role="tabpanel" id="panel-{tab.Id}" aria-labelledby="tab-{tab.Id}"><div class="columns">{Html.Join(tab.Columns.Select(column => Column(column, view, components)))}</div></div>
        """);

    static Html Column(FormColumn column, FieldView view, ComponentView components) =>
        Html.Of($"<div class=\"{(HasComponent(column) ? "wide" : "")}\">{Html.Join(column.Sections.Select(section => Section(section, view, components)))}</div>");

    static bool HasComponent(FormColumn column) => column.Sections.SelectMany(section => section.Rows).SelectMany(row => row).Any(cell => cell.Control?.Custom is not null);

    static Html Section(FormSection section, FieldView view, ComponentView components) => Html.Of($"""
        <section>{Html.When(section.Label.Length > 0, () => Html.Of($"<h2>{section.Label}</h2>"))}{Html.Join(section.Rows.Select(row => Row(row, view, components)))}</section>
        """);

    static Html Row(IReadOnlyList<FormCell> cells, FieldView view, ComponentView components) => Html.Of($"""
        <div class="row">{Html.Join(cells.Select(cell => cell.Control?.Custom is { } component ? components.Draw(component) : view.Draw(cell)))}</div>
        """);

    LiveParts Live(IOrganizationSession session, CustomerTable customer, TableRow row)
    {
        var table = site.Organization.Tables[customer.LogicalName];
        var view = new FieldView(table, row, site.Names(session));
        var layout = FindLayout(session, customer);
        var bound = new BoundColumns(table, row, site.Names(session));
        var columns = layout.Columns.Where(table.Columns.ContainsKey).ToList();
        return new LiveParts(
            Etag(row.Version),
            HeaderLevel(table, row).ToString(),
            layout.Components.DistinctBy(component => component.Name).ToDictionary(component => component.Name, bound.Of),
            columns.ToDictionary(column => column, column => view.Shown(table.Columns[column])),
            columns.ToDictionary(column => column, column => FormattedValue.Input(table.Columns[column], row[column])));
    }
}

/// <summary>What the page replaces when the row has changed.</summary>
/// <param name="Etag">The row's version, for the next question and for If-Match.</param>
/// <param name="Level">HTML of the level in the header.</param>
/// <param name="Bound">By code component, what its properties are bound to.</param>
/// <param name="Shown">Formatted values by column.</param>
/// <param name="Values">Input values by column.</param>
sealed record LiveParts(string Etag, string Level, IReadOnlyDictionary<string, IReadOnlyDictionary<string, BoundValue>> Bound,
    IReadOnlyDictionary<string, string> Shown, IReadOnlyDictionary<string, string> Values);
