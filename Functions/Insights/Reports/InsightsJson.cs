using System.Text.Json;
using CrmInsights.Insights.Reports.Internals;

namespace CrmInsights.Insights.Reports;

/// <summary>The text of the column ci_insights: JSON of at most 8 KB, with a schema version.</summary>
public static class InsightsJson
{
    /// <summary>Most bytes the column takes, in UTF-8.</summary>
    public const int MostBytes = 8192;

    /// <summary>Version of the schema with a profile.</summary>
    public const int SchemaVersion = 2;

    /// <summary>Version of the schema without a profile: churn, quality and history only. Both are read and written.</summary>
    public const int ChurnOnlyVersion = 1;

    /// <summary>The card as JSON. The same card gives the same text.</summary>
    public static string Write(InsightsCard card) => JsonSerializer.Serialize(CardFile.Of(card), CardFile.Json);

    /// <summary>The card in a text that <see cref="Write"/> made. The unrounded probability is not kept.</summary>
    /// <exception cref="InvalidDataException">The text is damaged or has another schema version; the message names the place.</exception>
    public static InsightsCard Read(string json)
    {
        try
        {
            var file = JsonSerializer.Deserialize<CardFile>(json, CardFile.Json) ?? throw new InvalidDataException("ci_insights is null; an object was expected.");
            return file.ToCard();
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"ci_insights, {broken.Path ?? "$"}: {broken.Message}", broken);
        }
    }
}
