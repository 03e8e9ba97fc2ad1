using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Data;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Churn;

/// <summary>A company with a known truth: does the model find it again?</summary>
public sealed class PlantedCompanyTests
{
    static readonly PlantedCompany s_company = new(customers: 12_000, days: 720, seed: 20);
    static readonly ChurnTrainingResult s_result = ChurnTrainer.Train(s_company.Customers, TestTime.Now, new ChurnSettings(), new RunContext(MaxThreads: 2));

    [Fact]
    public void The_gate_passes_without_a_warning() => s_result.Gate.Decision.ShouldBe(GateDecision.Passed, string.Join(" ", s_result.Gate.Sentences));

    [Fact]
    public void Probabilities_agree_with_the_true_ones()
    {
        var scorer = new ChurnScorer(s_result.Model, new ChurnSettings());
        var errors = s_company.Customers.Select(customer => (customer, scorer.Score(customer, TestTime.Now, []).Probability))
            .Where(scored => scored.Probability is not null)
            .Select(scored => scored.Probability!.Value - Truth(scored.customer)).ToArray();

        errors.Length.ShouldBeGreaterThan(3_000);
        // The calibration window has some 3,800 rows: its churn rate alone has a standard error of 0.007; three of them.
        Math.Abs(errors.Average()).ShouldBeLessThan(0.022);
        // A logistic curve of these features is not the true law; twice the standard error of a bin of 400 rows.
        errors.Average(Math.Abs).ShouldBeLessThan(0.045);
    }

    [Fact]
    public void The_planted_driver_is_the_top_reason_of_customers_who_have_just_ordered()
    {
        var scorer = new ChurnScorer(s_result.Model, new ChurnSettings());
        var fresh = s_company.Customers.Where(customer => s_company.IsHunter(customer) && (TestTime.Now - customer.Orders[^1].OrderedOn).TotalDays < 15)
            .Select(customer => scorer.Score(customer, TestTime.Now, [])).ToArray();

        fresh.Length.ShouldBeGreaterThan(20);
        fresh.Count(assessment => assessment.Reasons[0] is { Direction: Direction.RaisesRisk } reason && reason.Text.Contains("discount", StringComparison.Ordinal))
            .ShouldBeGreaterThanOrEqualTo((int)(0.9 * fresh.Length));
    }

    [Fact]
    public void The_same_data_in_another_order_and_on_more_threads_give_the_same_model()
    {
        var shuffled = s_company.Customers.OrderByDescending(customer => customer.Id).ToArray();

        var again = ChurnTrainer.Train(shuffled, TestTime.Now, new ChurnSettings(), new RunContext(MaxThreads: 3));

        again.Model!.Version.ShouldBe(s_result.Model!.Version);
        again.QualityJson.ShouldBe(s_result.QualityJson);
    }

    [Fact]
    public void What_happens_after_now_changes_nothing()
    {
        var now = TestTime.Now.AddDays(-60);
        var before = s_company.Customers.Select(customer => customer with
        {
            Orders = [.. customer.Orders.Where(order => order.OrderedOn <= now)],
        });

        var known = ChurnTrainer.Train([.. before], now, new ChurnSettings(), new RunContext());
        var leaking = ChurnTrainer.Train(s_company.Customers, now, new ChurnSettings(), new RunContext());

        leaking.Model!.Version.ShouldBe(known.Model!.Version);
    }

    [Fact]
    public void Customers_who_objected_or_are_restricted_are_not_learned_from()
    {
        var silenced = s_company.Customers.Select((customer, index) => customer with
        {
            Profiling = (index % 4) switch
            {
                0 => ProfilingStatus.Objected,
                1 => ProfilingStatus.Restricted,
                _ => customer.Profiling,
            },
        }).ToArray();
        var left = s_company.Customers.Where((_, index) => index % 4 > 1).ToArray();

        var version = ChurnTrainer.Train(silenced, TestTime.Now, new ChurnSettings(), new RunContext()).Model!.Version;

        version.ShouldBe(ChurnTrainer.Train(left, TestTime.Now, new ChurnSettings(), new RunContext()).Model!.Version);
    }

    double Truth(CustomerHistory customer) =>
        s_company.ChurnProbability(customer, (TestTime.Now - customer.Orders[^1].OrderedOn).TotalDays, s_result.Model!.HorizonDays);
}
