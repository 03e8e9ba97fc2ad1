using CrmInsights.Plugins.Tests.Fakes;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins.Tests.Plugins;

public sealed class GuardScoresTests
{
    const int NotAsked = 712340000, Allowed = 712340001, Objected = 712340002, Restricted = 712340003;

    static readonly int?[] s_stored = [null, NotAsked, Allowed, Objected, Restricted];

    readonly StepServices _step = new();
    readonly Entity _target;

    public GuardScoresTests()
    {
        _step.Context.Mode = 0;
        _step.Context.Stage = 20;
        _target = new Entity("account", _step.Context.PrimaryEntityId) { ["name"] = "Contoso", ["ci_churnscore"] = 42m, ["ci_churnband"] = new OptionSetValue(712340001) };
        _step.Context.InputParameters["Target"] = _target;
    }

    /// <summary>Every stored status times every write: none (0), emptied (-1), or a status.</summary>
    public static TheoryData<int?, int> Combinations()
    {
        var data = new TheoryData<int?, int>();
        foreach (var stored in s_stored)
            foreach (var written in new[] { 0, -1, NotAsked, Allowed, Objected, Restricted }) data.Add(stored, written);
        return data;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Scores_pass_only_where_neither_the_stored_nor_the_new_status_forbids_them(int? stored, int written)
    {
        Update(stored, written);

        var forbidden = stored is Objected or Restricted || written is Objected or Restricted;
        (_target.GetAttributeValue<decimal?>("ci_churnscore") == 42m).ShouldBe(!forbidden);
        _target["name"].ShouldBe("Contoso");
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Scores_are_emptied_in_the_write_that_says_objected(int? stored, int written)
    {
        Update(stored, written);

        var emptied = ScoreColumns.All.Count(column => _target.Contains(column) && _target[column] is null);
        emptied.ShouldBe(written == Objected ? ScoreColumns.All.Count : 0);
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void A_change_of_status_is_dated(int? stored, int written)
    {
        Update(stored, written);

        var after = written switch { 0 => stored ?? NotAsked, -1 => NotAsked, _ => written };
        _target.Contains("ci_profilingon").ShouldBe(after != (stored ?? NotAsked));
        if (_target.Contains("ci_profilingon")) _target["ci_profilingon"].ShouldBe(_step.Context.OperationCreatedOn.Date);
    }

    [Fact]
    public void A_date_that_the_write_brings_along_stays()
    {
        var date = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        _target["ci_profilingon"] = date;

        Update(Allowed, Objected);

        _target["ci_profilingon"].ShouldBe(date);
    }

    [Fact]
    public void Without_an_image_the_stored_status_is_read()
    {
        _step.Rows.Put(new Entity("account", _step.Context.PrimaryEntityId) { ["ci_profilingstatus"] = new OptionSetValue(Restricted) });

        new GuardScores().Execute(_step);

        _target.Contains("ci_churnscore").ShouldBeFalse();
        _step.Users.ShouldBe([null], "read as SYSTEM: the user may not see the column");
    }

    [Theory]
    [InlineData(Objected)]
    [InlineData(Restricted)]
    public void A_new_row_with_a_forbidding_status_gets_no_scores(int status)
    {
        _step.Context.MessageName = "Create";
        _target["ci_profilingstatus"] = new OptionSetValue(status);

        new GuardScores().Execute(_step);

        _target.GetAttributeValue<decimal?>("ci_churnscore").ShouldBeNull();
        _target["ci_profilingon"].ShouldBe(_step.Context.OperationCreatedOn.Date);
    }

    [Fact]
    public void A_new_row_without_a_status_keeps_its_scores_and_gets_no_date()
    {
        _step.Context.MessageName = "Create";

        new GuardScores().Execute(_step);

        _target["ci_churnscore"].ShouldBe(42m);
        _target.Contains("ci_profilingon").ShouldBeFalse();
        _step.Rows.Reads.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(40, 0)]
    [InlineData(40, 1)]
    [InlineData(10, 0)]
    public void Any_other_stage_is_refused_with_the_right_one(int stage, int mode)
    {
        _step.Context.Stage = stage;
        _step.Context.Mode = mode;

        Should.Throw<InvalidPluginExecutionException>(() => new GuardScores().Execute(_step)).Message.ShouldContain("stage 20 (pre-operation)");
    }

    /// <summary>The columns that the app computes, written down a second time.</summary>
    [Fact]
    public void Every_computed_column_is_guarded() =>
        string.Join(' ', ScoreColumns.All).ShouldBe(
            "ci_churnscore ci_churnband ci_churntrend ci_bandcrossedon ci_segmentid ci_segmentfit ci_lifecyclestage ci_stagechangedon ci_stagecrossedon "
            + "ci_value12m ci_valuelifetime ci_alive ci_nextorderon ci_nextorderearliest ci_nextorderlatest ci_nextbestofferid ci_nextbestofferreason ci_nextbestofferscore ci_insights ci_insightson "
            + "ci_modelversion ci_dataquality");

    void Update(int? stored, int written)
    {
        var image = new Entity("account", _step.Context.PrimaryEntityId);
        if (stored is { } status) image["ci_profilingstatus"] = new OptionSetValue(status);
        _step.Context.PreEntityImages.Add("pre", image);
        if (written != 0) _target["ci_profilingstatus"] = written == -1 ? null : new OptionSetValue(written);

        new GuardScores().Execute(_step);
    }
}
