using CrmInsights.Store.Tests.Killing;

return args is ["claim", var setting] ? await ClaimUntilKilled.RunAsync(setting) : await AcceptUntilKilled.RunAsync(args);
