using System.Xml.Linq;
using CrmInsights.Plugins.Tests.Sdk;

namespace CrmInsights.Plugins.Tests.Plugins;

/// <summary>The table of steps in the solution against the classes.</summary>
public sealed class StepTableTests
{
    static readonly IReadOnlyList<XElement> s_steps = [.. XDocument.Load(Checkout.StepTable).Root!.Elements("step")];

    static readonly IReadOnlyList<XElement> s_apis = [.. XDocument.Load(Checkout.ApiTable).Root!.Elements("api")];

    [Fact]
    public void Every_class_has_a_step_or_a_custom_API_and_they_have_a_class() =>
        s_steps.Concat(s_apis).Select(Class).Distinct().ShouldBe(
            typeof(CapturePlugin).Assembly.GetExportedTypes().Where(type => !type.IsAbstract).Select(type => type.Name), ignoreOrder: true);

    [Fact]
    public void Forwarding_never_holds_up_a_save_and_leaves_no_finished_jobs() =>
        Forwarding().ShouldAllBe(step =>
            Attribute(step, "stage") == "post-operation" && Attribute(step, "mode") == "asynchronous" && Attribute(step, "autodelete") == "on");

    [Fact]
    public void A_request_to_score_is_forwarded_after_its_message_on_both_tables() =>
        s_steps.Where(step => Class(step) == nameof(ForwardScoreRequest)).Select(step => (Attribute(step, "table"), Attribute(step, "message"), Attribute(step, "stage"), Attribute(step, "mode")))
            .ShouldBe([("account", "ci_ScoreAccount", "post-operation", "asynchronous"), ("contact", "ci_ScoreContact", "post-operation", "asynchronous")], ignoreOrder: true);

    /// <summary>Every score write carries the band; only a crossing carries its date.</summary>
    [Fact]
    public void Plays_hear_of_crossings_alone_and_bring_both_images_along()
    {
        var steps = s_steps.Where(step => Class(step) == nameof(StartPlays)).ToList();

        steps.Select(step => Attribute(step, "table")).ShouldBe(["account", "contact"], ignoreOrder: true);
        steps.ShouldAllBe(step => Attribute(step, "message") == "Update" && Attribute(step, "mode") == "asynchronous" && Attribute(step, "autodelete") == "on");
        steps.ShouldAllBe(step => Filter(step).SequenceEqual(new[] { "ci_bandcrossedon", "ci_stagecrossedon" }));
        foreach (var step in steps)
        {
            BeforeColumns(step).ShouldBe(["ci_churnband", "ci_lifecyclestage"], ignoreOrder: true);
            AfterColumns(step).ShouldBe(["ci_churnband", "ci_lifecyclestage", "ci_insightson", "ci_insights", "ci_churnscore", "ci_nextbestofferreason"], ignoreOrder: true);
        }
    }

    [Fact]
    public void Each_forwarding_class_hears_of_every_change() =>
        Forwarding().GroupBy(Class).ShouldAllBe(steps => steps.Select(step => Attribute(step, "message")).Order().SequenceEqual(new[] { "Create", "Delete", "Update" }));

    [Fact]
    public void No_write_of_the_app_raises_an_event() =>
        Forwarding().SelectMany(Filter).Intersect([.. ScoreColumns.All, "ci_profilingon", "ci_profilingsource"]).ShouldBeEmpty();

    [Theory]
    [InlineData("ForwardOrder", "customerid")]
    [InlineData("ForwardOrderLine", "salesorderid")]
    public void A_row_that_can_move_brings_along_where_it_was(string plugin, string column) =>
        s_steps.Where(step => Class(step) == plugin && Attribute(step, "message") != "Create")
            .ShouldAllBe(step => BeforeColumns(step).Contains(column));

    [Fact]
    public void The_guard_sees_every_write_of_a_score_or_of_the_status()
    {
        var updates = s_steps.Where(step => Class(step) == nameof(GuardScores) && Attribute(step, "message") == "Update").ToList();

        updates.Select(step => Attribute(step, "table")).ShouldBe(["account", "contact"], ignoreOrder: true);
        foreach (var step in updates)
        {
            Filter(step).ShouldBe([.. ScoreColumns.All, ProfilingStatus.Column], ignoreOrder: true);
            BeforeColumns(step).ShouldContain(ProfilingStatus.Column);
            (Attribute(step, "stage"), Attribute(step, "mode")).ShouldBe(("pre-operation", "synchronous"));
        }
    }

    static IEnumerable<XElement> Forwarding() => s_steps.Where(step => Class(step) is nameof(ForwardAccount) or nameof(ForwardContact) or nameof(ForwardOrder) or nameof(ForwardOrderLine));

    static string Class(XElement step) => Attribute(step, "class");

    static string Attribute(XElement element, string name) => element.Attribute(name)?.Value ?? "";

    static string[] Filter(XElement step) => Attribute(step, "filter").Split(',', StringSplitOptions.RemoveEmptyEntries);

    static string[] BeforeColumns(XElement step) => ImageColumns(step, "pre");

    static string[] AfterColumns(XElement step) => ImageColumns(step, "post");

    static string[] ImageColumns(XElement step, string alias) =>
        [.. step.Elements("image").Where(image => Attribute(image, "alias") == alias).SelectMany(image => Attribute(image, "columns").Split(','))];
}
