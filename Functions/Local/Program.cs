using CrmInsights.Local.Commands;

return await CommandLine.RunAsync(args);
