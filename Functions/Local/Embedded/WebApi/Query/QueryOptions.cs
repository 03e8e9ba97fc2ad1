using Microsoft.AspNetCore.WebUtilities;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>The query string of a request, with what Dataverse or this server does not take refused.</summary>
sealed class QueryOptions
{
    static readonly HashSet<string> s_known =
        ["$select", "$filter", "$orderby", "$top", "$expand", "$count", "$skiptoken", "$deltatoken", "$id"];

    readonly string _query;

    public QueryOptions(string target)
    {
        var start = target.IndexOf('?', StringComparison.Ordinal);
        _query = start < 0 ? "" : target[(start + 1)..];
        foreach (var (name, values) in QueryHelpers.ParseQuery(_query))
        {
            if (name.StartsWith('$') && values.Count > 1) throw WebApiException.OData($"The query option '{name}' stands {values.Count} times; expected once.");
            Check(name);
            All[name] = values[0] ?? "";
        }
    }

    public Dictionary<string, string> All { get; } = new(StringComparer.Ordinal);

    public string? this[string name] => All.GetValueOrDefault(name);

    /// <summary>The query string with an option added, and another one taken out, without touching how the others are escaped.</summary>
    public string With(string name, string value, params ReadOnlySpan<string> without)
    {
        var parts = new List<string>();
        foreach (var part in _query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var option = Uri.UnescapeDataString(part.Split('=')[0]);
            if (option != name && !without.Contains(option)) parts.Add(part);
        }
        parts.Add($"{name}={Uri.EscapeDataString(value)}");
        return "?" + string.Join('&', parts);
    }

    static void Check(string name)
    {
        if (name is "$skip" or "$search") throw WebApiException.OData($"The query option '{name}' is not supported; use @odata.nextLink for the next page.");
        if (name is "savedQuery" or "userQuery") throw WebApiException.NotThere(name);
        if (name.StartsWith('$') && !s_known.Contains(name)) throw WebApiException.NotThere(name);
    }
}
