using System.Text.Json;
using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Data;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Churn;

public sealed class ChurnTrainerTests
{
    [Fact]
    public void Refuses_without_orders_and_says_so()
    {
        var result = Train([Customer.WithoutOrders()]);

        result.Model.ShouldBeNull();
        result.Gate.Decision.ShouldBe(GateDecision.Refused);
        result.Gate.Sentences.ShouldContain("No customer has an order yet.");
    }

    [Fact]
    public void Refuses_a_short_history_and_says_how_many_days_are_missing()
    {
        var result = Train([Customer.Bought(4).Every(days: 20).LastSeen(days: 0)]);

        result.Gate.Sentences.ShouldContain("The orders span 60 days; 120 are needed, 60 are missing.");
    }

    [Fact]
    public void Refuses_few_customers_and_says_how_many_are_missing()
    {
        var result = Train([.. Enumerable.Range(0, 10).Select(index => Customer.Bought(24).Every(days: 20).Number(index).Build())]);

        result.Gate.Sentences.ShouldContain("The test window holds 0 customers who left; 30 are needed, 30 are missing.");
    }

    [Fact]
    public void Refuses_where_nothing_tells_leavers_from_stayers()
    {
        // Every customer leaves by chance alone and everything else about them is chance too.
        var random = new Random(6);
        var result = Train([.. Enumerable.Range(0, 1_500).Select(index => ByChance(random, index))]);

        result.Gate.Decision.ShouldBe(GateDecision.Refused);
        result.Model.ShouldBeNull();
    }

    [Fact]
    public void Writes_quality_as_JSON_even_when_it_refuses()
    {
        var json = JsonDocument.Parse(Train([Customer.WithoutOrders()]).QualityJson).RootElement;

        json.GetProperty("decision").GetString().ShouldBe("Refused");
        json.TryGetProperty("quality", out _).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_settings_that_contradict_each_other()
    {
        Should.Throw<ArgumentException>(() => ChurnTrainer.Train([], TestTime.Now, new ChurnSettings { HorizonDays = 10 }, new RunContext()))
            .Message.ShouldContain("set to 10 days");
        Should.Throw<ArgumentException>(() => ChurnTrainer.Train([], TestTime.Now, new ChurnSettings { WatchFrom = 60 }, new RunContext()))
            .Message.ShouldContain("60, 50 and 75");
    }

    static CustomerHistory ByChance(Random random, int number)
    {
        var builder = Customer.WithoutOrders().Number(number);
        for (var day = 0; day < 400; day++)
            if (random.Next(30) == 0) builder.And(TestTime.Now.AddDays(-day), amount: 100);
        return builder;
    }

    static ChurnTrainingResult Train(IReadOnlyList<CustomerHistory> customers) =>
        ChurnTrainer.Train(customers, TestTime.Now, new ChurnSettings(), new RunContext(MaxThreads: 2));
}
