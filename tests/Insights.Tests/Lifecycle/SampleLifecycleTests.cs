using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Lifecycle;
using CrmInsights.Insights.Value;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Tests.Lifecycle;

/// <summary>Do the stages agree with what was planted in the sample company?</summary>
public sealed class SampleLifecycleTests
{
    static readonly LifecycleModel s_model = LifecycleModel.Train(SampleHistories.All, SampleHistories.Now);
    static readonly ChurnModel s_churn = ChurnTrainer.Train(SampleHistories.All, SampleHistories.Now, new ChurnSettings(), new RunContext()).Model!;
    static readonly ValueModel s_value = ValueTrainer.Train(SampleHistories.All, SampleHistories.Now, new ValueSettings(), new RunContext()).Model!;
    static readonly (string Number, CustomerHistory History, ChurnAssessment Churn, LifecycleStage Stage)[] s_stages =
        [.. SampleHistories.Customers.Where(customer => customer.History.Orders.Count > 0).Select(customer => Stage(customer.Number, customer.History))];

    static (string, CustomerHistory, ChurnAssessment, LifecycleStage) Stage(string number, CustomerHistory history)
    {
        var churn = new ChurnScorer(s_churn, new ChurnSettings()).Score(history, SampleHistories.Now, []);
        var staged = new StagedCustomer(history, at => s_value.Alive(history, at) is { } alive ? Math.Max(alive, 1 - churn.Probability ?? 0) : null);
        return (number, history, churn, s_model.Assess(staged, churn, null, SampleHistories.Now)!.Stage);
    }

    static bool IsLongGone((string Number, CustomerHistory History, ChurnAssessment, LifecycleStage) customer) =>
        SampleHistories.Truth.Left.ContainsKey(customer.Number) && (SampleHistories.Now - customer.History.Orders[^1].OrderedOn).TotalDays > 365;

    static bool HasStayed((string Number, CustomerHistory, ChurnAssessment, LifecycleStage) customer) => !SampleHistories.Truth.Left.ContainsKey(customer.Number);

    static double Share(IEnumerable<LifecycleStage> stages, params LifecycleStage[] wanted) => stages.Average(stage => wanted.Contains(stage) ? 1.0 : 0);

    [Fact]
    public void Those_who_left_more_than_a_year_ago_are_terminated() =>
        Share(s_stages.Where(IsLongGone).Select(customer => customer.Stage), LifecycleStage.Terminated).ShouldBeGreaterThan(0.9);

    [Fact]
    public void Those_who_stayed_are_not_terminated() =>
        Share(s_stages.Where(HasStayed).Select(customer => customer.Stage), LifecycleStage.Terminated).ShouldBeLessThan(0.02);

    [Fact]
    public void Newcomers_who_stayed_grow_more_often_than_old_customers()
    {
        var stayed = s_stages.Where(HasStayed).ToLookup(customer => customer.History.Orders.Count <= 3, customer => customer.Stage);

        Share(stayed[true], LifecycleStage.Growth).ShouldBeGreaterThan(2 * Share(stayed[false], LifecycleStage.Growth));
    }

    [Fact]
    public void Buyers_of_the_seasonal_product_who_stayed_are_not_called_lost_out_of_season()
    {
        var seasonal = SampleHistories.ProductId(SampleHistories.Truth.SeasonalProduct);
        var stayed = s_stages.Where(HasStayed)
            .ToLookup(customer => customer.History.Orders.SelectMany(order => order.Lines).Any(line => line.ProductId == seasonal));

        stayed[true].Count().ShouldBeGreaterThan(100);
        Share(stayed[true].Select(customer => customer.Stage), LifecycleStage.Terminated).ShouldBeLessThan(0.02);
        // Some 380 buyers and 900 others: the difference of two shares of a tenth has a standard error of 0.02; two of them.
        Lost(stayed[true]).ShouldBeLessThanOrEqualTo(Lost(stayed[false]) + 0.04);
    }

    static double Lost(IEnumerable<(string, CustomerHistory, ChurnAssessment Churn, LifecycleStage)> customers) =>
        customers.Average(customer => customer.Churn.Band is ChurnBand.Critical or ChurnBand.Lapsed ? 1.0 : 0);
}
