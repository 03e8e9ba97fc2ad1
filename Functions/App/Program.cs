using CrmInsights.App.Hosting;

return await HandlerProcess.RunAsync(args);
