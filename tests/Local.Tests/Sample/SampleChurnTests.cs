using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Local.Import;
using CrmInsights.Local.Sample;
using CrmInsights.Mining.Data;
using CrmInsights.Testing;

namespace CrmInsights.Local.Tests.Sample;

/// <summary>The churn model finds the truth planted in the sample company again.</summary>
public sealed class SampleChurnTests
{
    static readonly SampleCompany s_company = SampleCompany.Generate(new SampleOptions { End = TestTime.Now.Date });
    static readonly Dictionary<string, CustomerHistory> s_histories = Histories();
    static readonly ChurnTrainingResult s_result = ChurnTrainer.Train([.. s_histories.Values], TestTime.Now, new ChurnSettings(), new RunContext());

    [Fact]
    public void The_gate_passes_without_a_warning() => s_result.Gate.Decision.ShouldBe(GateDecision.Passed, string.Join(" ", s_result.Gate.Sentences));

    [Fact]
    public void The_planted_driver_is_the_top_reason_of_those_it_drives()
    {
        var scorer = new ChurnScorer(s_result.Model, new ChurnSettings());
        var driven = s_company.Truth.DiscountAccounts.Select(number => scorer.Score(s_histories[number], TestTime.Now, []))
            .Where(assessment => assessment.Score is not null).ToArray();

        driven.Length.ShouldBeGreaterThan(50);
        driven.Count(assessment => assessment.Reasons[0].Text.Contains("discount", StringComparison.Ordinal) && assessment.Reasons[0].Points > 0)
            .ShouldBeGreaterThan((int)(0.9 * driven.Length), "recency may weigh more for a few");
    }

    static Dictionary<string, CustomerHistory> Histories()
    {
        var products = s_company.ReadProducts().Index().ToDictionary(entry => entry.Item.Number, entry => SeededGuid.Of("product", entry.Index));
        var orders = s_company.ReadOrders(new KnownNumbers(new Dictionary<string, Guid>(), products)).ToLookup(order => order.Customer);
        return s_company.ReadCustomers().Index().ToDictionary(entry => entry.Item.Number, entry => new CustomerHistory
        {
            Table = "account",
            Id = SeededGuid.Of("customer", entry.Index),
            Orders = [.. orders[entry.Item.Number].Select((order, index) => History(order, SeededGuid.Of(order.Number, index), products))],
        });
    }

    static Order History(OrderData order, Guid id, Dictionary<string, Guid> products)
    {
        OrderLine[] lines = [.. order.Lines.Select(line =>
            new OrderLine(products[line.Product!], line.Quantity, line.Quantity * line.Price - line.Discount, line.Discount))];
        return new Order(id, order.OrderedOn, lines.Sum(line => line.Amount), lines.Sum(line => line.Discount), lines);
    }
}
