using System;
using System.Text.RegularExpressions;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>Which column of an order says when it was placed: a setting of the step.</summary>
sealed class OrderDate
{
    public const string DefaultColumn = "createdon";

    static readonly Regex s_setting = new("^orderDate=(?<column>[a-z][a-z0-9_]*)$");

    readonly string _setting;

    public OrderDate(string? setting) => _setting = string.IsNullOrWhiteSpace(setting) ? "orderDate=" + DefaultColumn : setting!.Trim();

    /// <summary>Read when used, not in the constructor, where a message would not reach the administrator.</summary>
    string Column => s_setting.Match(_setting) is { Success: true } match
        ? match.Groups["column"].Value
        : throw new InvalidPluginExecutionException(
            OperationStatus.Failed,
            $"The unsecure configuration of this step is \"{_setting}\". Expected nothing, or orderDate= and the logical name of a date column of salesorder, "
            + "for example orderDate=datefulfilled. Correct it on the three ForwardOrder steps.");

    public string[] AddedTo(string[] columns) => Column == DefaultColumn ? columns : [.. columns, Column];

    /// <summary>The date of the order; when it was created, as long as the column is empty.</summary>
    public DateTime? Of(Entity order) => order.Date(Column) ?? order.Date(DefaultColumn);
}
