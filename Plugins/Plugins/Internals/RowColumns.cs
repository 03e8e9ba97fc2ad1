using System;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>Reads columns by the kind of value they hold; null where the row has none.</summary>
static class RowColumns
{
    public static EntityReference? Reference(this Entity row, string column) => row.GetAttributeValue<EntityReference?>(column);

    public static int? Choice(this Entity row, string column) => row.GetAttributeValue<OptionSetValue?>(column)?.Value;

    public static int? Whole(this Entity row, string column) => row.GetAttributeValue<int?>(column);

    public static string? Text(this Entity row, string column) => row.GetAttributeValue<string?>(column);

    public static DateTime? Date(this Entity row, string column) => row.GetAttributeValue<DateTime?>(column);

    /// <summary>Money or a plain decimal.</summary>
    public static decimal? Amount(this Entity row, string column) =>
        row.GetAttributeValue<object?>(column) is Money money ? money.Value : row.GetAttributeValue<decimal?>(column);
}
