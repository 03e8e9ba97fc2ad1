using CrmInsights.Packer.Checks;

namespace CrmInsights.Packer.Tests.Composition;

public sealed class StepTests
{
    static readonly Dictionary<string, string> s_messages = new()
    {
        ["{9ebdbb1b-ea3e-db11-86a7-000a3a5473e8}"] = "Create",
        ["{20bebb1b-ea3e-db11-86a7-000a3a5473e8}"] = "Update",
        ["{a1bdbb1b-ea3e-db11-86a7-000a3a5473e8}"] = "Delete",
    };

    static IEnumerable<XElement> Steps => PackedSolution.Ours.Managed.Customizations.Element("SdkMessageProcessingSteps")!.Elements();

    public static TheoryData<string, string> Captures => new()
    {
        { "ForwardAccount", "account" }, { "ForwardContact", "contact" }, { "ForwardOrder", "salesorder" }, { "ForwardOrderLine", "salesorderdetail" },
    };

    [Theory]
    [MemberData(nameof(Captures))]
    public void A_capture_runs_after_create_update_and_delete_and_cleans_up(string @class, string table)
    {
        var steps = Steps.Where(step => ClassOf(step) == @class).ToList();

        steps.Select(MessageOf).ShouldBe(["Create", "Update", "Delete"]);
        steps.ShouldAllBe(step => step.Element("PrimaryEntity")!.Value == table && step.Element("Mode")!.Value == "1" && step.Element("Stage")!.Value == "40" && step.Element("AsyncAutoDelete")!.Value == "1");
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void A_capture_has_a_pre_image_on_update_and_delete_and_a_post_image_on_create_and_update(string @class, string table)
    {
        var images = Steps.Where(step => ClassOf(step) == @class && step.Element("PrimaryEntity")!.Value == table)
            .ToDictionary(MessageOf, step => step.Descendants("ImageType").Select(type => type.Value).ToList());

        images["Create"].ShouldBe(["1"]);
        images["Update"].ShouldBe(["0", "1"]);
        images["Delete"].ShouldBe(["0"]);
    }

    [Theory]
    [InlineData("account")]
    [InlineData("contact")]
    public void The_guard_runs_before_create_and_update_on_every_column_that_the_app_writes(string table)
    {
        var steps = Steps.Where(step => ClassOf(step) == "GuardScores" && step.Element("PrimaryEntity")!.Value == table).ToList();

        steps.Select(MessageOf).ShouldBe(["Create", "Update"]);
        steps.ShouldAllBe(step => step.Element("Mode")!.Value == "0" && step.Element("Stage")!.Value == "20");
        steps[1].Element("FilteringAttributes")!.Value.Split(',').Order(StringComparer.Ordinal).ShouldBe(ScoreColumns(table).Append("ci_profilingstatus").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_capture_is_called_by_what_the_app_writes()
    {
        var filters = Steps.Where(step => step.Element("Mode")!.Value == "1" && ClassOf(step) != "StartPlays").SelectMany(step => step.Elements("FilteringAttributes")).SelectMany(filter => filter.Value.Split(','));

        filters.Intersect(ScoreColumns("account").Append("totalamount")).ShouldBeEmpty();
        filters.ShouldContain("ci_profilingstatus");
    }

    [Fact]
    public void Every_class_of_the_assembly_has_steps_and_every_step_its_class()
    {
        var facts = AssemblyFacts.Read(File.ReadAllBytes(Checkout.PluginAssembly));

        var answering = new[] { "StartPlay", "RequestScore", "RecordOutcome" }.Select(api => "CrmInsights.Plugins." + api);
        Steps.Select(step => step.Element("PluginTypeName")!.Value.Split(',')[0]).Distinct().ShouldBe(facts.PluginClasses.Except(answering), ignoreOrder: true);
        Steps.Count().ShouldBe(23);
    }

    [Fact]
    public void No_configuration_travels_in_the_zip() =>
        Steps.Elements("Configuration").Concat(Steps.Descendants().Where(element => element.Name.LocalName.Contains("Secure", StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();

    static IEnumerable<string> ScoreColumns(string table) =>
        PackedSolution.Ours.Managed.Columns(table)
            .Where(column => column.Value.Element("IsAuditEnabled")!.Value == "0" && column.Value.Element("CalculationOf") is null)
            .Select(column => column.Key);

    static string ClassOf(XElement step) => step.Element("PluginTypeName")!.Value.Split(',')[0].Split('.')[^1];

    static string MessageOf(XElement step) => s_messages[step.Element("SdkMessageId")!.Value];

    [Fact]
    public void A_step_of_a_custom_API_names_its_message()
    {
        var steps = Steps.Where(step => ClassOf(step) == "ForwardScoreRequest").ToList();

        steps.Select(step => step.Element("SdkMessageName")!.Value).ShouldBe(["ci_ScoreAccount", "ci_ScoreContact"]);
        steps.ShouldAllBe(step => step.Element("SdkMessageId") == null);
    }
}
