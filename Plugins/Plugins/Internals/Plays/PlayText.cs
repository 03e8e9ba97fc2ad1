using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>Fills the placeholders of a play's subject and text. What is no placeholder stays as it was typed.</summary>
sealed class PlayText
{
    const string NoReason = "no single reason stands out";

    static readonly Regex s_placeholder = new(@"\{(?<name>\w+)\}");

    readonly PlayCustomer _customer;
    readonly Crossing? _crossing;
    readonly Entity _facts;

    public PlayText(PlayCustomer customer, Crossing? crossing)
    {
        _customer = customer;
        _crossing = crossing;
        _facts = crossing?.After ?? customer.Row; // what brought the play up, not what has been written since
    }

    public string Fill(string template, int length)
    {
        var text = s_placeholder.Replace(template, match => ValueOf(match.Groups["name"].Value) ?? match.Value);
        return text.Length <= length ? text : text.Substring(0, length - 1) + "…";
    }

    string? ValueOf(string name) => name switch
    {
        "account" or "customer" or "contact" => _customer.Name,
        "firstReason" => CardText.FirstReason(_facts.Text("ci_insights")) ?? NoReason,
        "band" => Bands.Name(_facts.Choice(Bands.Column)),
        "formerBand" => Bands.Name(_crossing?.FromBand),
        "stage" => Bands.StageName(_facts.Choice(Bands.StageColumn)),
        "formerStage" => Bands.StageName(_crossing?.FromStage),
        "score" => _facts.Amount("ci_churnscore") is { } score ? score.ToString("0", CultureInfo.InvariantCulture) + " %" : "no score",
        "value" => _customer.Row.Amount("ci_value12m") is { } value ? value.ToString("N0", CultureInfo.InvariantCulture) : "unknown",
        "offer" => _facts.Text("ci_nextbestofferreason") ?? "no offer",
        _ => null,
    };
}
