using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Lifecycle;
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

    static void Check(IReadOnlyList<CustomerHistory> customers, DateTimeOffset now, IReadOnlyDictionary<Guid, ProductFacts> products)
    {
        var models = InsightModels.Train(customers, now, (new InsightSettings(), null), s_run);
        var contenders = ChurnTrainer.Train(customers, now, new ChurnSettings(), s_run).Contenders;
        var random = new Random(7);
        var chosen = Enumerable.Range(0, Customers).Select(_ => customers[random.Next(customers.Count)]).ToList();

        contenders.Select(contender => contender.Model.Function.Kind).Order().ShouldBe([RiskFunctionKind.Regression, RiskFunctionKind.BoostedTrees]);
        foreach (var scorer in contenders.Select(contender => new ChurnScorer(contender.Model, new ChurnSettings())))
            foreach (var history in chosen) Check(scorer.Score(history, now, []), history, models, new ProfileContext(now, products));
    }

    static void Check(ChurnAssessment churn, CustomerHistory history, InsightModels models, ProfileContext context)
    {
        var profile = models.Profile(history, churn, context);
        CheckChurn(churn);
        CheckStage(churn, profile);
        if (profile.Value is { } value) CheckValue(churn, value, DateOnly.FromDateTime(context.Now.UtcDateTime));
        CheckOffers(profile, history, models.Offers, context);
    }

    static void CheckChurn(ChurnAssessment churn)
    {
        if (churn.Score is not { } score)
        {
            churn.Reasons.ShouldAllBe(reason => reason.Points == 0);
            return;
        }
        (churn.Base + churn.Reasons.Sum(reason => reason.Points) + churn.OtherPoints).ShouldBe(score);
        score.ShouldBe((int)Math.Floor(100 * churn.Probability!.Value + 0.5));
        churn.Band.ShouldBe(new ChurnSettings().BandOf(score));
        churn.Reasons.ShouldAllBe(reason => reason.Points > 0 == (reason.Direction == Direction.RaisesRisk) && reason.Text.Length > 0);
    }

    static void CheckStage(ChurnAssessment churn, CustomerProfile profile)
    {
        var stage = profile.Stage!.Stage;
        var allowed = churn.Band switch
        {
            null => [LifecycleStage.Prospect],
            ChurnBand.Healthy => [LifecycleStage.Growth, LifecycleStage.Maturity],
            ChurnBand.Watch => [LifecycleStage.Growth, LifecycleStage.Maturity, LifecycleStage.Decline],
            ChurnBand.AtRisk => [LifecycleStage.Maturity, LifecycleStage.Decline],
            ChurnBand.Critical => [LifecycleStage.Decline],
            _ => (LifecycleStage[])[LifecycleStage.Decline, LifecycleStage.Terminated],
        };
        allowed.ShouldContain(stage);
        if (stage == LifecycleStage.Terminated) profile.Value!.Alive.ShouldBeLessThan(0.5);
    }

    static void CheckValue(ChurnAssessment churn, Insights.Value.CustomerValue value, DateOnly today)
    {
        value.Alive.ShouldBeInRange(0, 1);
        // Rounded to four places on the card.
        if (churn.Probability is { } leaves) value.Alive.ShouldBeGreaterThanOrEqualTo(1 - leaves - 5e-5, "who orders within the horizon is active");
        value.Value12m.ShouldBeGreaterThanOrEqualTo(0);
        value.ValueLifetime.ShouldBeGreaterThanOrEqualTo(value.Value12m);
        value.MarginBasis.ShouldNotBeEmpty();
        if (value.NextOrder is not { } next) return;
        next.Earliest.ShouldBeGreaterThan(today);
        (next.Earliest <= next.On && next.On <= next.Latest).ShouldBeTrue($"{next}");
    }

    static void CheckOffers(CustomerProfile profile, CustomerHistory history, OfferModel model, ProfileContext context)
    {
        var last = history.Orders.Count == 0 ? [] : history.Orders[^1].Lines.Select(line => line.ProductId).ToHashSet();
        var owned = history.Orders.SelectMany(order => order.Lines).Select(line => line.ProductId).ToHashSet();
        var durable = model.Products.Where(product => product.RepeatShare is null || product.RepeatShare < model.Settings.DurableBelow).Select(product => product.ProductId).ToHashSet();

        profile.Offers.Select(offer => offer.ProductId).ShouldBeUnique();
        profile.Offers.Select(offer => offer.Score).ShouldBeInOrder(SortDirection.Descending);
        foreach (var offer in profile.Offers)
        {
            context.Products[offer.ProductId].IsActive.ShouldBeTrue();
            last.ShouldNotContain(offer.ProductId);
            if (durable.Contains(offer.ProductId)) owned.ShouldNotContain(offer.ProductId);
            offer.Reason.ShouldContain(offer.ProductName);
        }
    }
}
