using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>Reads the custom APIs of an organisation from their rows.</summary>
static class CustomApiTable
{
    /// <summary>A change of one of these tables makes what was read stale.</summary>
    public static readonly string[] Sources = ["customapi", "customapirequestparameter", "customapiresponseproperty"];

    public static Dictionary<string, CustomApi> Load(Func<RowQuery, RowPage> query)
    {
        var request = Members(query, "customapirequestparameter");
        var response = Members(query, "customapiresponseproperty");
        var apis = query(new RowQuery("customapi") { Expand = [new("PluginTypeId", new RowQuery("plugintype"))] }).Rows;
        return apis.ToDictionary(row => (string)row["uniquename"]!, row => Read(row, [.. request[row.Id]], [.. response[row.Id]]), StringComparer.Ordinal);
    }

    static ILookup<Guid, ApiParameter> Members(Func<RowQuery, RowPage> query, string table) => query(new RowQuery(table)).Rows.ToLookup(
        row => ((Lookup)row["customapiid"]!).Id, row => new ApiParameter((string)row["uniquename"]!, (ParameterType)(int)row["type"]!, row["isoptional"] is true));

    static CustomApi Read(TableRow row, ApiParameter[] request, ApiParameter[] response)
    {
        var plugin = row.Expanded?.GetValueOrDefault("PluginTypeId") as TableRow;
        return new CustomApi
        {
            Id = row.Id,
            Name = (string)row["uniquename"]!,
            Binding = (BindingType)(row["bindingtype"] as int? ?? 0),
            Table = (string?)row["boundentitylogicalname"],
            IsFunction = row["isfunction"] is true,
            Request = request,
            Response = response,
            Plugin = plugin is null ? null : (((Lookup)plugin["pluginassemblyid"]!).Id, (string)plugin["typename"]!),
        };
    }
}
