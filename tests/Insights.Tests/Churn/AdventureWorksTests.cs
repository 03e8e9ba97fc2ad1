using System.Diagnostics;
using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Data;
using Xunit.Abstractions;

namespace CrmInsights.Insights.Tests.Churn;

/// <summary>Real data; "now" is the last order.</summary>
public sealed class AdventureWorksTests(ITestOutputHelper output)
{
    [SharedDataFact]
    public void Gate_warns_in_words_about_the_fourfold_order_rate()
    {
        var (_, _, result) = Train();

        foreach (var sentence in result.Gate.Sentences) output.WriteLine(sentence);
        result.Gate.Decision.ShouldBe(GateDecision.PassedWithWarning);
        // Independent count: 313, 324 and 355 orders in October to December 2022; 631, 1,416 and 1,687 in January to March 2023.
        result.Gate.Warnings[0].ShouldStartWith("The order rate jumped about 3 Jan 2023, from 11 to 43 orders a day, 3.9 times as many.");
    }

    [SharedDataFact]
    public void Trains_18_484_customers_in_ten_seconds()
    {
        var customers = AdventureWorks.Read(SharedDataFactAttribute.Folder!);
        var clock = Stopwatch.StartNew();

        ChurnTrainer.Train(customers, LastOrder(customers), new ChurnSettings(), new RunContext(MaxThreads: 2));

        customers.Count.ShouldBe(18_484);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [SharedDataFact]
    public void Every_customer_gets_a_band_and_a_reason()
    {
        var (customers, now, result) = Train();
        var scorer = new ChurnScorer(result.Model, new ChurnSettings { BaseCurrency = "USD" });

        var assessments = customers.Select(customer => scorer.Score(customer, now, [])).ToArray();

        assessments.ShouldAllBe(assessment => assessment.Band != null && assessment.Abstained == null);
        assessments.Count(assessment => assessment.Reasons.Count == 0).ShouldBeLessThan(200, "a few customers sit on the average, point for point");
        assessments.ShouldAllBe(assessment => assessment.Score == null
            || assessment.Base + assessment.Reasons.Sum(reason => reason.Points) + assessment.OtherPoints == assessment.Score);
    }

    static (IReadOnlyList<CustomerHistory> Customers, DateTimeOffset Now, ChurnTrainingResult Result) Train()
    {
        var customers = AdventureWorks.Read(SharedDataFactAttribute.Folder!);
        var now = LastOrder(customers);
        return (customers, now, ChurnTrainer.Train(customers, now, new ChurnSettings(), new RunContext(MaxThreads: 2)));
    }

    static DateTimeOffset LastOrder(IReadOnlyList<CustomerHistory> customers) => customers.Max(customer => customer.Orders[^1].OrderedOn);
}
