using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmInsights.Local.Connect;

/// <summary>The findings, for people and for machines.</summary>
sealed record ConnectReport(Uri Url, IReadOnlyList<Finding> Findings)
{
    static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public bool AllWell => Findings.All(finding => finding.State == FindingState.Ok);

    public string ToJson() => JsonSerializer.Serialize(new { Url = Url.GetLeftPart(UriPartial.Authority), AllWell, Findings }, s_json);

    public void Print(TextWriter output)
    {
        foreach (var finding in Findings)
        {
            output.WriteLine($"{Word(finding.State),-11} {finding.Subject}: {finding.Found}");
            if (finding.Mend is { } mend) output.WriteLine($"{"",-11} -> {mend}");
        }
        var open = Findings.Count(finding => finding.State != FindingState.Ok);
        output.WriteLine(open == 0 ? "All is well." : $"{Findings.Count - open} of {Findings.Count} are well.");
    }

    static string Word(FindingState state) => state switch
    {
        FindingState.Ok => "ok",
        FindingState.Problem => "PROBLEM",
        _ => "not checked",
    };
}
