using System.Globalization;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>One CloudEvents 1.0 event in structured JSON form: identifiers, amounts and dates; no names, no addresses, no free text.</summary>
sealed class InsightEvent
{
    readonly EventData _envelope;

    InsightEvent(string type, Capture capture, string? version, EventData data) => _envelope = new EventData
    {
        { "specversion", "1.0" },
        { "id", capture.OperationId },
        { "source", $"/dataverse/{capture.OrganizationId}" },
        { "type", type },
        { "subject", $"{capture.Table}/{capture.RowId}" },
        { "time", capture.HappenedOn },
        { "version", version },
        { "data", data },
    };

    /// <summary>The state of a row at its version. The version is text: an Integer of CloudEvents has 32 bits.</summary>
    public static InsightEvent Changed(string thing, Capture capture, Entity row, EventData data) =>
        new($"crminsights.{thing}.changed", capture, row.GetAttributeValue<long>(Capture.VersionColumn).ToString(CultureInfo.InvariantCulture), data);

    /// <summary>A row that is no more, and what it belonged to. No version: a deletion counts more than every version.</summary>
    public static InsightEvent Deleted(string thing, Capture capture, EntityReference? parent) =>
        new($"crminsights.{thing}.deleted", capture, null, new EventData
        {
            { "id", capture.RowId },
            { "parentId", parent?.Id },
            { "parentTable", parent?.LogicalName },
        });

    public string ToJson() => JsonText.Of(_envelope);
}
