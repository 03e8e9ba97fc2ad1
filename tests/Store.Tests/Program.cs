using CrmInsights.Store.Tests.Killing;

return await AcceptUntilKilled.RunAsync(args);
