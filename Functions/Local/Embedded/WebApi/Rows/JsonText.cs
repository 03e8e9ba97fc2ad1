using System.Text.Json;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Texts of a body. JSON may escape half a surrogate pair, which is no text; System.Text.Json finds that when the text is read.</summary>
static class JsonText
{
    public static string Of(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Malformed();
        }
    }

    public static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw Malformed();
        }
    }

    public static WebApiException Malformed() => WebApiException.Payload("The request body holds a text that is not valid Unicode.");
}
