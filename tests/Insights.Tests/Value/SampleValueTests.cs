using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Value;
using CrmInsights.Mining.Data;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Value;

public sealed class SampleValueTests
{
    static readonly IReadOnlyDictionary<Guid, ProductFacts> s_noCosts = new Dictionary<Guid, ProductFacts>();
    static readonly ValueTrainingResult s_result = ValueTrainer.Train(SampleHistories.All, SampleHistories.Now, new ValueSettings(), new RunContext());
    static readonly ValueModel s_model = s_result.Model!;

    static CustomerValue Value(Insights.Customers.CustomerHistory customer) => s_model.Value(customer, s_noCosts, null, SampleHistories.Now)!;

    [Fact]
    public void The_kind_that_foresaw_best_is_used_and_the_choice_is_told()
    {
        s_result.Scores.Count.ShouldBe(3);
        s_model.Kind.ShouldBe(s_result.Scores.MaxBy(score => score.LogLikelihood)!.Kind);
        s_model.KindWithoutRepeat.ShouldNotBe(PurchaseModelKind.BgNbd);
        s_result.Sentences[0].ShouldStartWith(s_model.Kind.Word() + " is used: it foresaw best who would order after");
    }

    [Fact]
    public void The_chosen_kind_foresees_how_many_order_again() =>
        // Orders of the sample come more evenly than the models assume, which costs them up to a tenth.
        s_result.Scores.MaxBy(score => score.LogLikelihood)!.ShouldSatisfyAllConditions(best => best.Expected.ShouldBe(best.Observed, tolerance: 0.1));

    [Fact]
    public void Those_who_left_are_less_alive_than_those_who_stayed()
    {
        var alive = SampleHistories.Customers.Where(customer => customer.History.Orders.Count > 0)
            .ToLookup(customer => SampleHistories.Truth.Left.ContainsKey(customer.Number), customer => Value(customer.History).Alive!.Value);

        // The chance that a random customer who stayed is ranked above one who left.
        var pairs = alive[false].SelectMany(stayed => alive[true].Select(left => stayed > left ? 1.0 : stayed == left ? 0.5 : 0));
        pairs.Average().ShouldBeGreaterThan(0.85);
    }

    [Fact]
    public void Values_keep_their_order_and_a_lifetime_is_worth_at_least_its_first_year()
    {
        foreach (var history in SampleHistories.All.Where(customer => customer.Orders.Count > 0))
        {
            var value = Value(history);
            value.Alive!.Value.ShouldBeInRange(0, 1);
            value.Value12m.ShouldBeGreaterThanOrEqualTo(0);
            value.ValueLifetime.ShouldBeGreaterThanOrEqualTo(value.Value12m);
            if (value.NextOrder is not { } next) continue;
            next.Earliest.ShouldBeGreaterThan(DateOnly.FromDateTime(SampleHistories.Now.UtcDateTime));
            next.On.ShouldBeGreaterThanOrEqualTo(next.Earliest);
            next.Latest.ShouldBeGreaterThanOrEqualTo(next.On);
        }
    }

    [Fact]
    public void Wholesale_buyers_are_worth_more_than_corner_shops()
    {
        var values = SampleHistories.Customers.Where(customer => customer.History.Orders.Count > 2)
            .ToLookup(customer => SampleHistories.Truth.Segments[customer.Number].Name, customer => Value(customer.History).Value12m);

        values["Wholesale buyers"].Average().ShouldBeGreaterThan(2 * values["Corner shops"].Average());
    }

    [Fact]
    public void The_margin_comes_from_costs_where_they_are_known_and_is_assumed_and_said_elsewhere()
    {
        var history = SampleHistories.All.First(customer => customer.Orders.Count > 3);
        var costs = SampleHistories.Products.Values.Select(product => product with { Cost = 0 }).ToDictionary(product => product.Id);

        var assumed = Value(history);
        var known = s_model.Value(history, costs, null, SampleHistories.Now)!;

        assumed.MarginBasis.ShouldBe("Margin assumed as 30 % of revenue; product costs are not known");
        known.MarginBasis.ShouldBe("Margin of 100 % from product costs");
        ((double)(assumed.Value12m / known.Value12m)).ShouldBe(0.3, tolerance: 0.001);
    }

    [Fact]
    public void Next_order_is_empty_where_one_within_two_years_is_less_likely_than_not()
    {
        var gone = SampleHistories.All.Where(customer => customer.Orders.Count > 2 && (SampleHistories.Now - customer.Orders[^1].OrderedOn).TotalDays > 600).ToArray();

        gone.Length.ShouldBeGreaterThan(10);
        gone.ShouldAllBe(customer => Value(customer).NextOrder == null);
    }

    [Fact]
    public void Who_is_likely_to_order_soon_is_at_least_as_likely_active() =>
        s_model.Value(SampleHistories.All.First(customer => customer.Orders.Count > 0), s_noCosts, new OrderSoon(0.93, 90), SampleHistories.Now)!.Alive!.Value.ShouldBeGreaterThanOrEqualTo(0.93);

    [Fact]
    public void Without_an_order_there_is_no_value() => s_model.Value(Customer.WithoutOrders(), s_noCosts, null, TestTime.Now).ShouldBeNull();

    [Fact]
    public void Too_little_data_is_told() =>
        ValueTrainer.Train([Customer.Bought(9)], TestTime.Now, new ValueSettings(), new RunContext())
            .Sentences.ShouldBe(["No model of activity and value: By 2 Mar 2026 the number of customers who had ordered again was 1; 50 are needed."]);

    [Fact]
    public void The_model_survives_its_file()
    {
        var again = ValueModel.Read(new Dictionary<string, byte[]> { [ValueModel.FileName] = s_model.ToBytes() });

        again.ToBytes().ShouldBe(s_model.ToBytes());
    }
}
