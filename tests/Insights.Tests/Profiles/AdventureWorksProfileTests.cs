using System.Diagnostics;
using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Lifecycle;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Profiles;
using CrmInsights.Insights.Tests.Churn;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Tests.Profiles;

public sealed class AdventureWorksProfileTests
{
    static readonly RunContext s_run = new(MaxThreads: 2);

    [SharedDataFact]
    public void All_18_484_customers_are_learned_from_in_half_the_time_of_a_stage_and_profiled_without_contradictions()
    {
        var customers = AdventureWorks.Read(SharedDataFactAttribute.Folder!);
        var now = customers.Max(customer => customer.Orders[^1].OrderedOn).AddDays(1);
        var start = Stopwatch.GetTimestamp();

        var models = InsightModels.Train(customers, now, (new InsightSettings(), null), s_run);

        // A stage has four minutes. 66 s without optimisation, beside other tests, where two processors were shared by eight.
        Stopwatch.GetElapsedTime(start).TotalSeconds.ShouldBeLessThan(120);
        var scorer = new ChurnScorer(ChurnTrainer.Train(customers, now, new ChurnSettings(), s_run).Model, new ChurnSettings());
        var context = new ProfileContext(now, ProductsOf(customers));
        foreach (var history in customers.Take(2000)) Check(scorer.Score(history, now, []), models, history, context);
    }

    static void Check(ChurnAssessment churn, InsightModels models, CustomerHistory history, ProfileContext context)
    {
        var profile = models.Profile(history, churn, context);
        var stage = profile.Stage!.Stage;
        if (churn.Band == ChurnBand.Healthy) stage.ShouldBeOneOf(LifecycleStage.Growth, LifecycleStage.Maturity);
        if (churn.Band == ChurnBand.Lapsed) stage.ShouldBeOneOf(LifecycleStage.Decline, LifecycleStage.Terminated);
        if (stage == LifecycleStage.Terminated) (profile.Value?.Alive ?? 0).ShouldBeLessThan(0.5);
        profile.Offers.ShouldNotBeEmpty();
    }

    static IReadOnlyDictionary<Guid, ProductFacts> ProductsOf(IReadOnlyList<CustomerHistory> customers) =>
        customers.SelectMany(customer => customer.Orders).SelectMany(order => order.Lines).Select(line => line.ProductId).OfType<Guid>().Distinct()
            .ToDictionary(id => id, id => new ProductFacts(id, "Product"));
}
