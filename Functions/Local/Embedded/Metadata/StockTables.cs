using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Metadata;

/// <summary>The tables an organisation has before any solution is imported, read from the texts in Tables.</summary>
static class StockTables
{
    static readonly string[] s_base =
    [
        "organization", "businessunit", "systemuser", "team", "transactioncurrency", "account", "contact", "task", "phonecall", "email", "appointment",
        "activityparty", "activitypointer", "publisher", "solution", "pluginassembly", "plugintype",
        "sdkmessage", "sdkmessagefilter", "sdkmessageprocessingstepsecureconfig", "sdkmessageprocessingstep", "sdkmessageprocessingstepimage",
        "customapi", "customapirequestparameter", "customapiresponseproperty", "environmentvariabledefinition", "environmentvariablevalue", "connectionreference", "workflow",
        "systemform", "savedquery", "savedqueryvisualization", "webresource", "customcontrol", "customcontrolresource", "sitemap", "appmodule", "role", "systemuserroles", "asyncoperation",
    ];

    static readonly string[] s_sales =
        ["product", "productsubstitute", "salesorder", "salesorderdetail", "invoice", "invoicedetail", "lead", "opportunity", "incident", "campaign", "campaignresponse"];

    /// <summary>The stock tables by logical name, a new copy each time.</summary>
    public static Dictionary<string, TableDefinition> Load(bool withSales)
    {
        var names = withSales ? s_base.Concat(s_sales) : s_base;
        var texts = names.Select(name => (Text: new TableText(name), Name: name)).ToList();
        var tables = texts.Select(text => Read(text.Text, text.Name)).ToDictionary(table => table.LogicalName, StringComparer.Ordinal);
        foreach (var table in tables.Values)
        {
            table.ManyToOne.RemoveAll(relationship => !tables.ContainsKey(relationship.ReferencedTable));
            foreach (var relationship in table.ManyToOne)
                tables[relationship.ReferencedTable].OneToMany.Add(relationship);
        }
        foreach (var (text, name) in texts)
        {
            if (text.Associates is { } pair) Associate(tables, tables[name], pair);
        }
        return tables;
    }

    static void Associate(Dictionary<string, TableDefinition> tables, TableDefinition pairs, (string Name, string First, string Second) pair)
    {
        var first = pairs.ManyToOne.Single(relationship => relationship.LookupColumn == pair.First);
        var second = pairs.ManyToOne.Single(relationship => relationship.LookupColumn == pair.Second);
        tables[first.ReferencedTable].ManyToMany.Add(new(pair.Name, pairs.LogicalName, pair.First, pair.Second, second.ReferencedTable, second.CollectionNavigation));
        tables[second.ReferencedTable].ManyToMany.Add(new(pair.Name, pairs.LogicalName, pair.Second, pair.First, first.ReferencedTable, first.CollectionNavigation));
    }

    static TableDefinition Read(TableText text, string name)
    {
        using var stream = typeof(StockTables).Assembly.GetManifestResourceStream("Tables/" + name)
            ?? throw new InvalidDataException($"The program holds no table text '{name}'.");
        using var reader = new StreamReader(stream);
        return text.Parse(reader);
    }
}
