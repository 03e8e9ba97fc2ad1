using CrmInsights.Plugins;
using CrmInsights.Plugins.Tests.Fakes;
using Microsoft.Xrm.Sdk;

// Runs two steps of the shipped assembly on a .NET Framework run-time, an event and a play: plugins-mono ADDRESS ORDER-ID
var services = new StepServices();
services.SetFunctionsUrl(args[0]);
services.Context.PrimaryEntityName = "salesorder";
services.Context.PrimaryEntityId = new Guid(args[1]);
services.Rows.Put(Samples.Order(services.Context.PrimaryEntityId, new EntityReference("account", Samples.Owner)));
new ForwardOrder(null, Samples.Key).Execute(services);
Console.WriteLine(string.Join(Environment.NewLine, services.Trace.Lines));

var play = new StepServices();
play.Rows.IsWritable = true;
play.Rows.Put(new Entity("ci_play", Guid.NewGuid())
{
    ["ci_name"] = "Call",
    ["ci_trigger"] = new OptionSetValue(712340000),
    ["ci_subject"] = "{account}: {firstReason}",
    ["statecode"] = new OptionSetValue(0),
});
var account = Samples.Account(play.Context.PrimaryEntityId);
play.Rows.Put(account);
play.Context.InputParameters["Target"] = new Entity("account", account.Id) { ["ci_bandcrossedon"] = Samples.CreatedOn };
play.Context.PreEntityImages["pre"] = new Entity("account", account.Id) { ["ci_churnband"] = new OptionSetValue(712340001) };
play.Context.PostEntityImages["post"] = new Entity("account", account.Id)
{
    ["ci_churnband"] = new OptionSetValue(712340002),
    ["ci_insightson"] = Samples.CreatedOn,
    ["ci_insights"] = """{"churn":{"reasons":[{"text":"No order for 74 days","points":31}]}}""",
};
new StartPlays().Execute(play);
new StartPlays().Execute(play); // a job may be run again
foreach (var task in play.Rows.All("task")) Console.WriteLine($"task {task.Id}: {task["subject"]}");
