using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace CrmInsights.Plugins;

/// <summary>Writes fields as a JSON object (RFC 8259): numbers invariant, dates ISO 8601 in UTC, identifiers as text.</summary>
static class JsonText
{
    public static string Of(IEnumerable<KeyValuePair<string, object>> fields) =>
        "{" + string.Join(",", fields.Select(field => Quoted(field.Key) + ":" + Value(field.Value))) + "}";

    static string Value(object value) => value switch
    {
        string text => Quoted(text),
        bool flag => flag ? "true" : "false",
        int or long or decimal => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        Guid id => Quoted(id.ToString("D")),
        DateTime date => Quoted(Utc(date).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        IEnumerable<KeyValuePair<string, object>> fields => Of(fields),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no form in an event."),
    };

    /// <summary>Dataverse hands out UTC; one without a kind is UTC too.</summary>
    static DateTime Utc(DateTime date) => date.Kind == DateTimeKind.Local ? date.ToUniversalTime() : date;

    static string Quoted(string text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            if (character is '"' or '\\') json.Append('\\').Append(character);
            else if (character < ' ') json.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            else json.Append(character);
        }
        return json.Append('"').ToString();
    }
}
