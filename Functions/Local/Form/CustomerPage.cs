using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Form.Layout;

namespace CrmInsights.Local.Form;

/// <summary>One customer: the solution's own main form, its orders, and the insights card where the form binds it.</summary>
sealed class CustomerPage(FormSite site)
{
    /// <summary>The column whose control is drawn as the card.</summary>
    internal const string CardColumn = "ci_insights";

    /// <summary>The page; null where there is no such customer.</summary>
    public Task<Html?> DrawAsync(CustomerTable customer, Guid id, CancellationToken cancellation) =>
        site.ReadAsync<Html?>(session => session.Find(customer.LogicalName, id) is { } row ? Draw(session, customer, row) : null, cancellation);

    /// <summary>The parts that follow the row; null where there is no such customer.</summary>
    public Task<LiveParts?> ReadLiveAsync(CustomerTable customer, Guid id, CancellationToken cancellation) =>
        site.ReadAsync(session => session.Find(customer.LogicalName, id) is { } row ? Live(session, customer, row) : null, cancellation);

    public Task<long?> ReadVersionAsync(CustomerTable customer, Guid id, CancellationToken cancellation) =>
        site.ReadAsync(session => session.Find(customer.LogicalName, id, [customer.NameColumn])?.Version, cancellation);

    public Task<Html> DrawOrdersAsync(CustomerTable customer, Guid id, CancellationToken cancellation) =>
        site.ReadAsync(session => new OrdersPanel(site).DrawList(session, customer, id), cancellation);

    internal static string Etag(long version) => $"W/\"{version}\"";

    Html Draw(IOrganizationSession session, CustomerTable customer, TableRow row)
    {
        var table = site.Organization.Tables[customer.LogicalName];
        var layout = FindLayout(session, customer);
        var name = row[customer.NameColumn] as string ?? "(no name)";
        var view = new FieldView(table, row, site.Names(session));
        var card = new CardView(site).Draw(session, row);
        return PageShell.Draw(name, Html.Of($"""
            <div id="page" data-table="{customer.LogicalName}" data-set="{customer.EntitySet}" data-id="{row.Id}" data-name="{name}" data-etag="{Etag(row.Version)}">
            <div class="card head"><div><h1>{name}</h1><span class="secondary">{table.DisplayName} · {layout.Name}</span></div><div id="level">{HeaderLevel(table, row)}</div></div>
            <div class="page">
            <form id="record" class="card" autocomplete="off" novalidate>
            <div class="tabs" role="tablist" aria-label="{layout.Name}">{Html.Join(layout.Tabs.Select(TabButton))}</div>
            {Html.Join(layout.Tabs.Select(tab => TabPanel(tab, view, card)))}
            <div class="actions"><button id="save" class="primary" type="submit" disabled>Save</button></div>
            </form>
            {new OrdersPanel(site).Draw(session, customer, row.Id)}
            </div></div>
            """));
    }

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

    // The solution ships a form for accounts; a contact has its name and the card.
    static FormLayout PlainLayout(CustomerTable customer) => new("Insights",
    [
        new FormTab("insights", "Insights", [new FormColumn("100%",
        [
            new FormSection("", [[new FormCell("", new FormControl(CardColumn, "", true, null))]]),
            new FormSection("Consent", [[new FormCell("", new FormControl("ci_profilingstatus", "", false, null))]]),
        ])]),
        new FormTab("general", "General", [new FormColumn("100%",
            [new FormSection("", [[new FormCell("", new FormControl(customer.NameColumn, "", true, null))], [new FormCell("", new FormControl("address1_city", "", false, null))]])])]),
    ]);

    static Html TabButton(FormTab tab) =>
        Html.Of($"""<button type="button" role="tab" id="tab-{tab.Id}" aria-controls="panel-{tab.Id}" aria-selected="false">{tab.Label}</button>""");

    static Html TabPanel(FormTab tab, FieldView view, Html card) => Html.Of($"""
        <div role="tabpanel" id="panel-{tab.Id}" aria-labelledby="tab-{tab.Id}"><div class="columns">{Html.Join(tab.Columns.Select(column => Column(column, view, card)))}</div></div>
        """);

    static Html Column(FormColumn column, FieldView view, Html card) =>
        Html.Of($"<div>{Html.Join(column.Sections.Select(section => Section(section, view, card)))}</div>");

    static Html Section(FormSection section, FieldView view, Html card) => Html.Of($"""
        <section>{Html.When(section.Label.Length > 0, () => Html.Of($"<h2>{section.Label}</h2>"))}{Html.Join(section.Rows.Select(row => Row(row, view, card)))}</section>
        """);

    static Html Row(IReadOnlyList<FormCell> cells, FieldView view, Html card) => Html.Of($"""
        <div class="row">{Html.Join(cells.Select(cell => cell.Control?.Column == CardColumn ? Html.Of($"""<div id="card" aria-live="polite">{card}</div>""") : view.Draw(cell)))}</div>
        """);

    LiveParts Live(IOrganizationSession session, CustomerTable customer, TableRow row)
    {
        var table = site.Organization.Tables[customer.LogicalName];
        var view = new FieldView(table, row, site.Names(session));
        var columns = FindLayout(session, customer).Columns.Where(column => column != CardColumn && table.Columns.ContainsKey(column)).ToList();
        return new LiveParts(
            Etag(row.Version),
            HeaderLevel(table, row).ToString(),
            new CardView(site).Draw(session, row).ToString(),
            columns.ToDictionary(column => column, column => view.Shown(table.Columns[column])),
            columns.ToDictionary(column => column, column => FormattedValue.Input(table.Columns[column], row[column])));
    }
}

/// <summary>What the page replaces when the row has changed.</summary>
/// <param name="Etag">The row's version, for the next question and for If-Match.</param>
/// <param name="Level">HTML of the level in the header.</param>
/// <param name="Card">HTML of the insights card.</param>
/// <param name="Shown">Formatted values by column.</param>
/// <param name="Values">Input values by column.</param>
sealed record LiveParts(string Etag, string Level, string Card, IReadOnlyDictionary<string, string> Shown, IReadOnlyDictionary<string, string> Values);
