using System.Text.Json;

namespace CrmInsights.Packer.Tests.Checks;

/// <summary>Cloud flows: how they are packed, and one mistake each, told with file and line.</summary>
public sealed class FlowTests : IDisposable
{
    const string Flows = "CrmInsightsFlows";
    const string Entry = "Workflows/band-worsens.xml";
    const string Definition = "Workflows/band-worsens.json";

    readonly SourceCopy _copy = new();

    public void Dispose() => _copy.Dispose();

    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        // file, what stands there, what stands there instead, what the message says
        { Entry, "<StateCode>0<", "<StateCode>1<", "<StateCode> is 1, expected 0: a flow is delivered switched off" },
        { Entry, "<Category>5<", "<Category>0<", "<Category> is 0, expected 5" },
        { Entry, "<JsonFileName>/Workflows/ChurnBandWorsens-E2", "<JsonFileName>/Workflows/ChurnBandWorsens-F3", "JsonFileName is 'Workflows/ChurnBandWorsens-F3" },
        { Entry, "<Mode>0</Mode>", "<Speed>0</Speed><Mode>0</Mode>", "<Speed> is unknown in <Workflow>" },
        { Definition, "\"contentVersion\": ", "\"contentVersion\" ", "is not JSON" },
        { Definition, "\"actions\": {", "\"acts\": {", "the definition has no actions" },
        { Definition, "\"ci_Dataverse\"", "\"ci_Other\"", "the connection reference ci_Other is not defined" },
        { Definition, "\"connectionName\": \"shared_commondataserviceforapps\"", "\"connectionName\": \"shared_office365\"", "uses the connection shared_office365" },
        { Definition, "\"subscriptionRequest/entityname\": \"account\"", "\"subscriptionRequest/entityname\": \"accounts\"", "names the table accounts" },
        { Definition, "\"subscriptionRequest/filteringattributes\": \"ci_churnband\"", "\"subscriptionRequest/filteringattributes\": \"ci_band\"", "names the column of account ci_band" },
        { Definition, "ci_churntrend gt 0", "ci_trend gt 0", "names the column of account ci_trend" },
        { Definition, "CRM.ci_StartPlay", "CRM.ci_StartGame", "names the custom API ci_StartGame" },
        { Definition, "\"item/Play\"", "\"item/Game\"", "gives ci_StartPlay no Play" },
        { "solution.xml", "<RootComponent type=\"29\"", "<RootComponent type=\"28\"", "is in no source file" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_with_file_and_line(string file, string found, string replacement, string message)
    {
        Replace(file, found, replacement);

        var problems = _copy.Pack(Flows);

        problems.ShouldContain(problem => problem.File == $"{Flows}/{file}" && problem.Line > 0 && problem.Message.Contains(message, StringComparison.Ordinal), string.Join('\n', problems));
        Directory.Exists(_copy.Output).ShouldBeFalse();
    }

    [Fact]
    public void An_action_that_runs_after_none_is_told_with_its_line()
    {
        Replace(Definition, "\"Find_the_play\": [\n", "\"Game\": [\n");

        var problem = _copy.Pack(Flows).ShouldHaveSingleItem();

        problem.Message.ShouldBe("For_the_play_that_was_found runs after Game, which is no action beside it.");
        File.ReadLines(PathOf(Definition)).ElementAt(problem.Line - 1).ShouldContain("\"For_the_play_that_was_found\"");
    }

    [Fact]
    public void A_missing_definition_is_named()
    {
        File.Delete(PathOf(Definition));

        _copy.Pack(Flows).ShouldHaveSingleItem().ToString().ShouldBe($"{Flows}/{Definition}(1): error: the file is missing, {Flows}/{Entry} needs it.");
    }

    [Fact]
    public void Every_flow_is_packed_switched_off_with_its_definition_and_connection()
    {
        _copy.Pack(Flows).ShouldBeEmpty();
        using var zip = System.IO.Compression.ZipFile.OpenRead(Path.Combine(_copy.Output, $"{Flows}_managed.zip"));
        var customizations = XDocument.Load(zip.GetEntry("customizations.xml")!.Open()).Root!;

        foreach (var flow in customizations.Element("Workflows")!.Elements())
        {
            flow.Element("StateCode")!.Value.ShouldBe("0");
            using var definition = JsonDocument.Parse(zip.GetEntry(flow.Element("JsonFileName")!.Value.TrimStart('/'))!.Open());
            definition.RootElement.GetProperty("schemaVersion").GetString().ShouldBe("1.0.0.0");
        }
        customizations.Element("connectionreferences")!.Elements().Select(one => (string)one.Attribute("connectionreferencelogicalname")!).ShouldBe(["ci_Dataverse"]);
        using var types = new StreamReader(zip.GetEntry("[Content_Types].xml")!.Open());
        types.ReadToEnd().ShouldContain("Extension=\"json\"");
    }

    string PathOf(string file) => Path.Combine(_copy.Sources, Flows, file);

    void Replace(string file, string found, string replacement)
    {
        var text = File.ReadAllText(PathOf(file));
        text.ShouldContain(found);
        File.WriteAllText(PathOf(file), text.Replace(found, replacement, StringComparison.Ordinal));
    }
}
