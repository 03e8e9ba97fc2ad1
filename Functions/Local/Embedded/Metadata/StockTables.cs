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
        var tables = names.Select(Read).ToDictionary(table => table.LogicalName, StringComparer.Ordinal);
        foreach (var table in tables.Values)
        {
            table.ManyToOne.RemoveAll(relationship => !tables.ContainsKey(relationship.ReferencedTable));
            foreach (var relationship in table.ManyToOne)
                tables[relationship.ReferencedTable].OneToMany.Add(relationship);
        }
        return tables;
    }

    static TableDefinition Read(string name)
    {
        using var stream = typeof(StockTables).Assembly.GetManifestResourceStream("Tables/" + name)
            ?? throw new InvalidDataException($"The program holds no table text '{name}'.");
        using var reader = new StreamReader(stream);
        return new TableText(name).Parse(reader);
    }
}
