using CrmInsights.App.Jobs;
using CrmInsights.App.Jobs.Collecting;
using CrmInsights.App.Jobs.Runs;
using CrmInsights.App.Jobs.Scoring;
using CrmInsights.Dataverse;
using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Profiles;
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
            .AddSingleton(store.Runs)
            .AddSingleton(store.Scores)
            .AddSingleton(store.Models)
            .AddSingleton(dataverse)
            .AddSingleton(environment)
            .AddSingleton(new ChurnSettings { HorizonDays = settings.HorizonDays })
            .AddSingleton(Insights(settings))
            .AddSingleton(new OwnModels(settings.OwnModels))
            .AddSingleton(get => new AcceptEvents(store.Inbox, environment, get.GetRequiredService<Champion>(), get.GetRequiredService<ScoreRequests>(), settings.SigningKeys, clocks))
            .AddSingleton(TableFeed.All(settings.OrderDate))
            .AddJobs()
            .AddFunctions()
            .AddHostedService<ParentWatch>();
    }

    static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<Champion>()
        .AddSingleton<ProfileModels>()
        .AddSingleton<ModelRows>()
        .AddSingleton<RuleRows>()
        .AddSingleton<PlayResults>()
        .AddSingleton<WriteBack>()
        .AddSingleton<ScoreRequests>()
        .AddSingleton<ScoreShard>()
        .AddSingleton<CollectStage>()
        .AddSingleton<TrainStage>()
        .AddSingleton<TrainProfilesStage>()
        .AddSingleton<ScoreStage>()
        .AddSingleton<FinishStage>()
        .AddSingleton<ReportStage>()
        .AddSingleton(get => new RunPlan(RunPlan.Mine,
        [
            get.GetRequiredService<CollectStage>(), get.GetRequiredService<TrainStage>(), get.GetRequiredService<TrainProfilesStage>(),
            get.GetRequiredService<ScoreStage>(), get.GetRequiredService<FinishStage>(), get.GetRequiredService<ReportStage>(),
        ]))
        .AddSingleton(get => new RunPlan(RunPlan.Reconcile, [get.GetRequiredService<CollectStage>()]))
        .AddSingleton<RunRow>()
        .AddSingleton<RunStages>()
        .AddSingleton<OpenRun>()
        .AddSingleton<HealthReport>();

    static IServiceCollection AddFunctions(this IServiceCollection services) => services
        .AddSingleton<IFunction, ReceiveEvents>()
        .AddSingleton<IFunction, ScoreAccounts>()
        .AddSingleton<IFunction, RunStage>()
        .AddSingleton<IFunction, Mine>()
        .AddSingleton<IFunction, Reconcile>()
        .AddSingleton<IFunction, Health>();

    static InsightSettings Insights(AppSettings settings)
    {
        var unset = new OfferSettings();
        return new InsightSettings { Value = settings.Value, Offers = unset with { RefusalDays = settings.RefusalDays ?? unset.RefusalDays, HorizonDays = settings.HorizonDays } };
    }
}
