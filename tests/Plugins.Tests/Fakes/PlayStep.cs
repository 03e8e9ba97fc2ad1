using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins.Tests.Fakes;

/// <summary>An organization with plays and customers, and the step that starts plays.</summary>
public sealed class PlayStep
{
    public const int Healthy = 712340000, Watch = 712340001, AtRisk = 712340002, Critical = 712340003, Lapsed = 712340004;
    public const int Started = 712340000, HeldOut = 712340001, Skipped = 712340002, Done = 712340003, Failed = 712340004;
    public const int TaskKind = 712340000, PhoneCallKind = 712340001, EmailKind = 712340002;
    public const int GetsWorse = 712340000, GetsBetter = 712340001, StageChanges = 712340002, ByHand = 712340003;

    public const string Insights = """
        {"schemaVersion":2,"asOf":"2026-03-04T05:00:00+00:00","churn":{"score":83,"band":"At risk","reasons":[{"text":"No order for 74 days, usually every 30","direction":"raises risk","points":31},
        {"text":"Orders got smaller","direction":"raises risk","points":9}]},"history":[]}
        """;

    /// <param name="rows">The organization's rows, where another step shares them.</param>
    public PlayStep(MemoryRows? rows = null)
    {
        Services = rows is null ? new StepServices() : new StepServices(rows);
        Rows.IsWritable = true;
    }

    public StepServices Services { get; }

    public StepContext Context => Services.Context;

    public MemoryRows Rows => Services.Rows;

    public IReadOnlyList<Entity> Actions => Rows.All("ci_action");

    public Entity OnlyAction => Actions.Single();

    public IReadOnlyList<Entity> Tasks => Rows.All("task");

    public IReadOnlyList<Entity> OpenTasks => [.. Tasks.Where(task => Choice(task, "statecode") == 0)];

    public string Trace => string.Join("\n", Services.Trace.Lines);

    public Guid AddPlay(string name = "Call customers at risk", int trigger = GetsWorse, params (string Column, object? Value)[] columns)
    {
        var play = new Entity("ci_play", Guid.NewGuid())
        {
            ["ci_name"] = name,
            ["ci_kind"] = new OptionSetValue(TaskKind),
            ["ci_trigger"] = new OptionSetValue(trigger),
            ["ci_subject"] = "{account}: {firstReason}",
            ["ci_text"] = "{band}, {score}",
            ["statecode"] = new OptionSetValue(0),
        };
        foreach (var (column, value) in columns) play[column] = value;
        Rows.Put(play);
        return play.Id;
    }

    public Entity AddAccount(decimal? value = 1000m, Guid? owner = null)
    {
        var account = Samples.Account(Guid.NewGuid());
        account["name"] = "Contoso " + account.Id.ToString("N").Substring(0, 4);
        account["ownerid"] = new EntityReference("systemuser", owner ?? Samples.Owner);
        account["ci_value12m_base"] = value is { } amount ? new Money(amount) : null;
        account["ci_value12m"] = account["ci_value12m_base"];
        account["ci_churnscore"] = 83m;
        account["ci_churnband"] = new OptionSetValue(AtRisk);
        account["ci_insights"] = Insights;
        Rows.Put(account);
        return account;
    }

    /// <summary>The app writes a crossing of the band.</summary>
    public void Cross(Entity customer, int? from, int? to, Action<Entity>? target = null, DateTime? computedOn = null)
    {
        var written = new Entity(customer.LogicalName, customer.Id) { ["ci_churnband"] = Option(to), ["ci_bandcrossedon"] = Samples.CreatedOn };
        target?.Invoke(written);
        Run(customer, written, (from, to), computedOn ?? Samples.CreatedOn);
    }

    public void Run(Entity customer, Entity target, (int? From, int? To) band, DateTime computedOn)
    {
        Context.PrimaryEntityName = customer.LogicalName;
        Context.PrimaryEntityId = customer.Id;
        Context.InputParameters["Target"] = target;
        Context.PreEntityImages["pre"] = new Entity(customer.LogicalName, customer.Id) { ["ci_churnband"] = Option(band.From) };
        Context.PostEntityImages["post"] = new Entity(customer.LogicalName, customer.Id)
        {
            ["ci_churnband"] = Option(band.To),
            ["ci_insightson"] = computedOn,
            ["ci_insights"] = Insights,
            ["ci_churnscore"] = 83m,
        };
        new StartPlays().Execute(Services);
    }

    public static int? Choice(Entity row, string column) => row.GetAttributeValue<OptionSetValue?>(column)?.Value;

    public static OptionSetValue? Option(int? value) => value is { } number ? new OptionSetValue(number) : null;
}
