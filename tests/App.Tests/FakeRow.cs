using System.Text.Json;
using CrmInsights.Dataverse;

namespace CrmInsights.App.Tests;

/// <summary>A row of the Dataverse in memory.</summary>
sealed record FakeRow(Dictionary<string, object?> Values, long Version)
{
    public Row ToRow(DataverseTable table, Guid id) => new(table, JsonSerializer.SerializeToElement(
        new Dictionary<string, object?>(Values) { [table.PrimaryKey] = id, ["versionnumber"] = Version }));
}
