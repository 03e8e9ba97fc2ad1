using CrmInsights.App.Jobs;
using CrmInsights.Dataverse;
using CrmInsights.Store;

namespace CrmInsights.App.Hosting;

/// <summary>Which object gets which: the whole app in one place.</summary>
static class Composition
{
    public static IServiceCollection AddCrmInsights(
        this IServiceCollection services, AppSettings settings, InsightStore store, IDataverse dataverse, Clocks clocks)
    {
        var environment = new HomeEnvironment(dataverse, store.Runs, settings.Dataverse.Url);
        return services
            .AddSingleton(settings)
            .AddSingleton(clocks)
            .AddSingleton(store)
            .AddSingleton(dataverse)
            .AddSingleton(environment)
            .AddSingleton(new AcceptEvents(store.Inbox, environment, settings.SigningKeys, clocks))
            .AddSingleton<HealthReport>()
            .AddSingleton<IFunction, ReceiveEvents>()
            .AddSingleton<IFunction, Health>()
            .AddHostedService<ParentWatch>();
    }
}
