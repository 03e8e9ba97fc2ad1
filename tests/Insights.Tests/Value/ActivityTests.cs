using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Value;
using CrmInsights.Mining.Data;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Value;

/// <summary>What the orders must show before anything is said of activity, or of value at all.</summary>
public sealed class ActivityTests
{
    const int Customers = 600;
    const int Days = 900;

    static readonly DateTimeOffset s_now = TestTime.Now;

    [Fact]
    public void Where_nobody_leaves_nothing_is_said_of_activity_and_value_still_is()
    {
        var customers = Company(leaveAfterOrder: 0);

        var trained = Train(customers);
        var value = Value(trained.Model!, customers[0]);

        trained.Sentences.ShouldContain(sentence => sentence.StartsWith("Nothing is said of activity: the orders do not show"));
        (value.Alive, trained.Model!.Alive(customers[0], s_now)).ShouldBe((null, null));
        value.Value12m.ShouldBeGreaterThan(0);
        value.NextOrder.ShouldNotBeNull();
    }

    [Fact]
    public void Where_one_in_six_leaves_after_an_order_activity_is_told()
    {
        var customers = Company(leaveAfterOrder: 1 / 6.0);

        var trained = Train(customers);

        trained.Model!.TellsActivity.ShouldBeTrue();
        trained.Sentences.ShouldNotContain(sentence => sentence.StartsWith("Nothing is said of activity"));
        customers.ShouldAllBe(customer => Value(trained.Model, customer).Alive >= 0);
    }

    [Fact]
    public void A_model_that_was_off_by_more_than_a_factor_of_two_is_not_used()
    {
        // All customers rest in the last quarter, as if the warehouse had burnt down.
        CustomerHistory[] resting = [.. Company(leaveAfterOrder: 0)
            .Select(customer => customer with { Orders = [.. customer.Orders.Where(order => order.OrderedOn < s_now.AddDays(-Days / 4) || order.Id.ToByteArray()[0] < 16)] })];

        var trained = Train(resting);

        trained.Model.ShouldBeNull();
        trained.Sentences.ShouldHaveSingleItem().ShouldMatch("^No model of activity and value: The best one, .*NBD, expected .* % of customers to order after .*; .* % did\\. A model so far off");
    }

    [SharedDataFact]
    public void AdventureWorks_is_learned_from_since_ordering_changed_there_and_then_foreseen()
    {
        var customers = Churn.AdventureWorks.Read(SharedDataFactAttribute.Folder!);
        var trained = ValueTrainer.Train(customers, customers.Max(customer => customer.Orders[^1].OrderedOn).AddDays(1), new ValueSettings(), new RunContext());

        var best = trained.Scores.MaxBy(score => score.LogLikelihood)!;
        best.Expected.ShouldBe(best.Observed, tolerance: 0.02);
        trained.Model!.LearnedFrom.Year.ShouldBe(2023);
        trained.Model.TellsActivity.ShouldBeTrue();
    }

    [Fact]
    public void Orders_before_the_time_learned_from_count_only_where_none_followed()
    {
        var model = Train(Company(leaveAfterOrder: 1 / 6.0)).Model! with { LearnedFrom = s_now.AddDays(-100) };
        CustomerHistory Ordered(params double[] daysAgo) =>
            new() { Table = "account", Id = Guid.Empty, Orders = [.. daysAgo.Select(days => new Order(Guid.Empty, s_now.AddDays(-days), 50, 0, []))] };

        model.Alive(Ordered(500, 400, 60, 30), s_now).ShouldBe(model.Alive(Ordered(60, 30), s_now));
        model.Alive(Ordered(500, 400), s_now).ShouldBe(model.Alive(Ordered(400), s_now));
    }

    static ValueTrainingResult Train(IReadOnlyList<CustomerHistory> customers) => ValueTrainer.Train(customers, s_now, new ValueSettings(), new RunContext());

    static CustomerValue Value(ValueModel model, CustomerHistory customer) => model.Value(customer, new Dictionary<Guid, ProductFacts>(), null, s_now)!;

    /// <summary>Customers who began at any time, order at random at a rate of their own, and may leave after any order.</summary>
    static CustomerHistory[] Company(double leaveAfterOrder)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, Customers).Select(number => Drawn(random, number, leaveAfterOrder))];
    }

    static CustomerHistory Drawn(Random random, int number, double leaveAfterOrder)
    {
        var (day, gap) = (random.NextDouble() * Days, 30 + 120 * random.NextDouble());
        var orders = new List<Order>();
        for (var open = true; open && day < Days; day += -gap * Math.Log(1 - random.NextDouble()))
        {
            orders.Add(new Order(SeededGuid.Of($"order {number}", orders.Count), s_now.AddDays(day - Days), 100, 0, []));
            open = random.NextDouble() >= leaveAfterOrder;
        }
        return new CustomerHistory { Table = "account", Id = SeededGuid.Of("customer", number), Orders = orders };
    }
}
