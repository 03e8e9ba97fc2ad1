using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Profiles;
using CrmInsights.Insights.Tests.Churn;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Tests.Profiles;

/// <summary>Whatever model scores, nothing said of a customer may contradict anything else said of it.</summary>
public sealed class ContradictionTests
{
    const int Customers = 200;

    static readonly RunContext s_run = new(MaxThreads: 2);

    [Fact]
    public void None_on_200_random_customers_of_the_sample_company() =>
        Check(SampleHistories.All, SampleHistories.Now, SampleHistories.Products);

    [SharedDataFact]
    public void None_on_200_random_customers_of_AdventureWorks()
    {
        var customers = AdventureWorks.Read(SharedDataFactAttribute.Folder!);
        var products = customers.SelectMany(customer => customer.Orders).SelectMany(order => order.Lines).Select(line => line.ProductId).OfType<Guid>().Distinct();
        Check(customers, customers.Max(customer => customer.Orders[^1].OrderedOn).AddDays(1), products.ToDictionary(id => id, id => new ProductFacts(id, "Product")));
    }

    [Fact]
    public void Buyers_of_the_seasonal_product_who_stayed_are_not_called_critical_beyond_the_share_of_all_who_stayed()
    {
        var scorer = new ChurnScorer(ChurnTrainer.Train(SampleHistories.All, SampleHistories.Now, new ChurnSettings(), s_run).Model, new ChurnSettings());
        var seasonal = SampleHistories.ProductId(SampleHistories.Truth.SeasonalProduct);
        var stayed = SampleHistories.Customers.Where(customer => !SampleHistories.Truth.Left.ContainsKey(customer.Number)).Select(customer => customer.History).ToList();
        double Critical(IEnumerable<CustomerHistory> group) => group.Average(history => scorer.Score(history, SampleHistories.Now, []).Band == ChurnBand.Critical ? 1.0 : 0);

        var buyers = stayed.Where(history => history.Orders.Any(order => order.Lines.Any(line => line.ProductId == seasonal))).ToList();

        buyers.Count.ShouldBeGreaterThan(100);
        // The standard error of a share among 100 is at most 0.05; two of them.
        Critical(buyers).ShouldBeLessThan(Critical(stayed) + 0.1);
    }

    [Fact]
    public void Nothing_is_said_of_those_who_objected_whatever_was_known_of_them()
    {
        var models = InsightModels.Train(SampleHistories.All, SampleHistories.Now, (new InsightSettings(), null), s_run);
        var scorer = new ChurnScorer(ChurnTrainer.Train(SampleHistories.All, SampleHistories.Now, new ChurnSettings(), s_run).Model, new ChurnSettings());
        foreach (var history in SampleHistories.All.Take(Customers))
            foreach (var status in new[] { ProfilingStatus.Objected, ProfilingStatus.Restricted })
            {
                var closed = history with { Profiling = status };
                var churn = scorer.Score(closed, SampleHistories.Now, []);

                churn.ShouldSatisfyAllConditions(said => said.Abstained.ShouldNotBeNull(), said => said.Band.ShouldBeNull(), said => said.Reasons.ShouldBeEmpty());
                models.Profile(closed, churn, new ProfileContext(SampleHistories.Now, SampleHistories.Products)).ShouldBe(CustomerProfile.Empty);
            }
    }

    static void Check(IReadOnlyList<CustomerHistory> customers, DateTimeOffset now, IReadOnlyDictionary<Guid, ProductFacts> products)
    {
        var models = InsightModels.Train(customers, now, (new InsightSettings(), null), s_run);
        var contenders = ChurnTrainer.Train(customers, now, new ChurnSettings(), s_run).Contenders;
        var random = new Random(7);
        var chosen = Enumerable.Range(0, Customers).Select(_ => customers[random.Next(customers.Count)]).ToList();

        contenders.Select(contender => contender.Model.Function.Kind).Order().ShouldBe([RiskFunctionKind.Regression, RiskFunctionKind.BoostedTrees]);
        foreach (var scorer in contenders.Select(contender => new ChurnScorer(contender.Model, new ChurnSettings())))
            foreach (var history in chosen) Check(scorer, history, models, new ProfileContext(now, products));
    }

    static void Check(ChurnScorer scorer, CustomerHistory history, InsightModels models, ProfileContext context)
    {
        var before = scorer.Score(history, context.Now.AddDays(-30), []).Score;
        var churn = scorer.Score(history, context.Now, before is { } past ? [new(DateOnly.FromDateTime(context.Now.UtcDateTime).AddDays(-30), past)] : []);
        var said = new Contradictions(history, churn, models.Profile(history, churn, context), context.Now);

        said.Found.ShouldBeEmpty();
        said.OfOffers(models.Offers, context.Products).ShouldBeEmpty();
        churn.Trend.ShouldBe(churn.Score is { } score && before is { } earlier ? score - earlier : null);
    }
}
