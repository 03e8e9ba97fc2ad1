using CrmInsights.Plugins;
using CrmInsights.Plugins.Tests.Fakes;
using Microsoft.Xrm.Sdk;

// Runs one step of the shipped assembly on a .NET Framework run-time: plugins-mono ADDRESS ORDER-ID
var services = new StepServices();
services.SetFunctionsUrl(args[0]);
services.Context.PrimaryEntityName = "salesorder";
services.Context.PrimaryEntityId = new Guid(args[1]);
services.Rows.Put(Samples.Order(services.Context.PrimaryEntityId, new EntityReference("account", Samples.Owner)));
new ForwardOrder(null, Samples.Key).Execute(services);
Console.WriteLine(string.Join(Environment.NewLine, services.Trace.Lines));
