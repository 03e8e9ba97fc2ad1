using System.Globalization;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>The Prefer header, and which of it was applied.</summary>
sealed class Preferences
{
    readonly List<string> _applied = [];
    readonly string[] _annotations = [];

    public Preferences(IHeaderDictionary headers)
    {
        foreach (var preference in Split(headers["Prefer"].ToString()))
        {
            var (name, value) = Parts(preference);
            switch (name)
            {
                case "return": ReturnRepresentation = value == "representation"; break;
                case "odata.maxpagesize": MaxPageSize = PageSize(value); break;
                case "odata.track-changes": TrackChanges = true; break;
                case "odata.continue-on-error": ContinueOnError = value != "false"; break;
                case "odata.include-annotations": _annotations = value.Split(',', StringSplitOptions.TrimEntries); break;
            }
        }
    }

    public bool ReturnRepresentation { get; }
    public int? MaxPageSize { get; }
    public bool TrackChanges { get; }
    public bool ContinueOnError { get; }
    public bool AnyAnnotation => _annotations.Length > 0;

    public bool Annotation(string name) => Array.Exists(_annotations, pattern => Matches(pattern, name)) && !_annotations.Contains("-" + name);

    /// <summary>Says in the answer what was applied.</summary>
    public void Apply(string preference) => _applied.Add(preference);

    public WebApiResponse Confirm(WebApiResponse response)
    {
        if (AnyAnnotation) _applied.Add($"odata.include-annotations=\"{string.Join(',', _annotations)}\"");
        return _applied.Count == 0 ? response : response.With("Preference-Applied", string.Join(", ", _applied));
    }

    static bool Matches(string pattern, string name) =>
        pattern == "*" || pattern == name || pattern.EndsWith(".*", StringComparison.Ordinal) && name.StartsWith(pattern[..^1], StringComparison.Ordinal);

    static int PageSize(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0
        ? size
        : throw WebApiException.OData($"odata.maxpagesize is '{value}'; expected a whole number above 0.");

    static (string Name, string Value) Parts(string preference)
    {
        var equals = preference.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (preference, "") : (preference[..equals].Trim(), preference[(equals + 1)..].Trim().Trim('"'));
    }

    // A comma inside of quotes belongs to the value.
    static IEnumerable<string> Split(string header)
    {
        var start = 0;
        var quoted = false;
        for (var at = 0; at <= header.Length; at++)
        {
            if (at < header.Length && header[at] == '"') quoted = !quoted;
            if (at < header.Length && (quoted || header[at] != ',')) continue;
            var part = header[start..at].Trim();
            if (part.Length > 0) yield return part;
            start = at + 1;
        }
    }
}
