using CrmInsights.Mining.Data;
using CrmInsights.Mining.Recommend;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Mining.Tests.Recommend;

public sealed class NextBasketTests
{
    static readonly RunContext s_run = new();

    /// <summary>Five baskets in groups of two leave the oldest alone; weights by hand after Hu et al. (2020), equations 1 and 2.</summary>
    [Fact]
    public void Habits_decay_within_groups_and_over_groups()
    {
        var model = NextBasket.Fit(
            Tastes.Baskets([[0], [0], [1], [0, 1], [2]]), new NextBasketOptions { GroupSize = 2, BasketDecay = 0.5, GroupDecay = 0.1 }, s_run);

        model.ItemsOf(0).ToArray().ShouldBe([0, 1, 2]);
        model.HabitsOf(0)[0].ShouldBe((0.01 * 1 + 0.1 * 0.5 / 2 + 0.5 / 2) / 3, 1e-15);
        model.HabitsOf(0)[1].ShouldBe((0.1 * 1 / 2 + 0.5 / 2) / 3, 1e-15);
        model.HabitsOf(0)[2].ShouldBe(1 / 2.0 / 3, 1e-15);
    }

    /// <summary>0.1 to the power of 330 is 0: the items of the oldest baskets are listed once all the same.</summary>
    [Fact]
    public void Habits_that_decayed_to_nothing_are_listed_once()
    {
        var baskets = Enumerable.Range(0, 400).Select(basket => basket < 50 ? new[] { 2, 3 } : [1]).ToArray();

        var model = NextBasket.Fit(Tastes.Baskets(baskets), new NextBasketOptions { GroupSize = 1, GroupDecay = 0.1 }, s_run);

        model.ItemsOf(0).ToArray().ShouldBe([1, 2, 3]);
        NextBasketModel.Load(Tastes.Stored(model.Save)).ItemsOf(0).ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Scores_equal_those_of_dense_vectors()
    {
        var options = new NextBasketOptions { NeighbourCount = 4, OwnShare = 0.6, GroupSize = 3 };
        var data = Drawn(30, seed: 1);
        var model = NextBasket.Fit(data, options, s_run);
        var dense = Enumerable.Range(0, 30).Select(customer => Dense(model, customer)).ToArray();
        var scores = new double[model.ItemCount];

        for (var customer = 0; customer < 30; customer++)
        {
            model.Score(customer, scores);

            var nearest = Enumerable.Range(0, 30).Where(other => other != customer)
                .OrderBy(other => Math.Round(dense[customer].Zip(dense[other]).Sum(pair => Math.Pow(pair.First - pair.Second, 2)), 9)).ThenBy(other => other).Take(4).ToArray();
            for (var item = 0; item < scores.Length; item++)
                scores[item].ShouldBe(0.6 * dense[customer][item] + 0.4 * nearest.Average(other => dense[other][item]), 1e-12);
        }
    }

    [Fact]
    public void A_customer_from_outside_is_scored_by_its_baskets()
    {
        var model = NextBasket.Fit(Drawn(30, seed: 2), new NextBasketOptions { NeighbourCount = 0 }, s_run);
        var scores = new double[model.ItemCount];

        model.Score(Tastes.Baskets([[3], [3, 5]]), 0, scores);

        TopItems.Of(scores, 2).ShouldBe([3, 5]);
    }

    [Fact]
    public void Items_bought_again_and_again_come_first()
    {
        var data = Drawn(60, seed: 3);
        var model = NextBasket.Fit(data, new NextBasketOptions { NeighbourCount = 10 }, s_run);
        var scores = new double[model.ItemCount];

        model.Score(Tastes.Baskets([[1, 7], [7], [2, 7], [7, 4]]), 0, scores);

        TopItems.Of(scores, 1).ShouldBe([7]);
    }

    [Fact]
    public void A_model_survives_save_and_load()
    {
        var model = NextBasket.Fit(Drawn(20, seed: 4), new NextBasketOptions { NeighbourCount = 5 }, s_run);
        var loaded = NextBasketModel.Load(Tastes.Stored(model.Save));
        var (before, after) = (new double[model.ItemCount], new double[model.ItemCount]);

        model.Score(3, before);
        loaded.Score(3, after);

        after.ShouldBe(before);
        Should.Throw<ArgumentOutOfRangeException>(() => NextBasket.Fit(Drawn(2, seed: 1), new NextBasketOptions { GroupDecay = 0 }, s_run));
    }

    [Fact]
    public void Popularity_counts_half_after_each_half_life()
    {
        var builder = new SequenceDatabaseBuilder();
        foreach (var (item, time) in new[] { (0, 70.0), (1, 90.0), (0, 100.0), (2, 130.0) })
        {
            builder.AddItem(item);
            builder.EndElement(time);
        }
        builder.EndSequence();

        var scores = Popularity.Fit(builder.Build(), new PopularityOptions { Now = 100, HalfLife = 10 }, s_run);

        scores.ShouldBe([1 + 1 / 8.0, 0.5, 0]);
        Popularity.Fit(builder.Build(), new PopularityOptions(), s_run).ShouldBe([2, 1, 1]);
        Should.Throw<ArgumentException>(() => Popularity.Fit(Tastes.Baskets([[0]]), new PopularityOptions { Now = 1, HalfLife = 1 }, s_run)).Message.ShouldContain("times");
    }

    static double[] Dense(NextBasketModel model, int customer)
    {
        var row = new double[model.ItemCount];
        for (var at = 0; at < model.ItemsOf(customer).Length; at++) row[model.ItemsOf(customer)[at]] = model.HabitsOf(customer)[at];
        return row;
    }

    static SequenceDatabase Drawn(int customerCount, int seed)
    {
        var random = new Random(seed);
        return Tastes.Baskets([.. Enumerable.Range(0, customerCount).Select(_ => Enumerable.Range(0, random.Next(2, 9))
            .Select(_ => Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(12)).Append(11).ToArray()).ToArray())]);
    }
}
