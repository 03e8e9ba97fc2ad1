using CrmInsights.Mining.Data;
using CrmInsights.Mining.Recommend;

namespace CrmInsights.Mining.Tests.Recommend;

public sealed class ItemNeighboursTests
{
    static readonly RunContext s_run = new();

    [Theory]
    [InlineData(ItemSimilarity.Cosine, 0)]
    [InlineData(ItemSimilarity.Cosine, 3)]
    [InlineData(ItemSimilarity.Jaccard, 0)]
    [InlineData(ItemSimilarity.Jaccard, 2)]
    public void Similarities_equal_those_of_dense_columns(ItemSimilarity kind, double shrinkage)
    {
        var interactions = Tastes.Random(40, 12, seed: 1);
        var dense = Tastes.Dense(interactions);

        var model = ItemNeighbours.Fit(interactions, new ItemNeighboursOptions { Similarity = kind, Shrinkage = shrinkage, NeighbourCount = 5 }, s_run);

        for (var item = 0; item < 12; item++)
        {
            var expected = Enumerable.Range(0, 12).Where(other => other != item).Select(other => (other, value: Naive(dense, item, other, (kind, shrinkage))))
                .OrderByDescending(pair => pair.value).ThenBy(pair => pair.other).Take(5).ToArray();
            for (var place = 0; place < 5; place++) model.SimilaritiesOf(item)[place].ShouldBe(expected[place].value, 1e-12);
        }
    }

    [Fact]
    public void A_score_adds_up_similarities_times_weights()
    {
        var model = ItemNeighbours.Fit(Tastes.Random(40, 10, seed: 2), new ItemNeighboursOptions(), s_run);
        var scores = new double[10];

        model.Score([2, 7, 99], [1, 3, 5], scores);

        for (var item = 0; item < 10; item++) scores[item].ShouldBe(Similarity(model, 2, item) + 3 * Similarity(model, 7, item), 1e-12);
    }

    [Fact]
    public void The_order_of_the_users_and_the_number_of_threads_do_not_matter()
    {
        var interactions = Tastes.Random(60, 9, seed: 3);
        var order = Enumerable.Range(0, 60).Reverse().ToArray();
        var options = new ItemNeighboursOptions { NeighbourCount = 20 };

        var one = ItemNeighbours.Fit(interactions, options, s_run);
        var four = ItemNeighbours.Fit(interactions, options, new RunContext(MaxThreads: 4));
        var reversed = ItemNeighbours.Fit(Tastes.Permuted(interactions, order), options, s_run);

        for (var item = 0; item < 9; item++)
        {
            four.NeighboursOf(item).ToArray().ShouldBe(one.NeighboursOf(item).ToArray());
            four.SimilaritiesOf(item).ToArray().ShouldBe(one.SimilaritiesOf(item).ToArray());
            for (var other = 0; other < 9; other++) Similarity(reversed, item, other).ShouldBe(Similarity(one, item, other), 1e-12);
        }
    }

    [Fact]
    public void Save_and_load_keep_every_bit_and_refuse_what_does_not_fit()
    {
        var model = ItemNeighbours.Fit(Tastes.Random(30, 6, seed: 4), new ItemNeighboursOptions(), s_run);

        var loaded = ItemNeighboursModel.Load(Tastes.Stored(model.Save));

        for (var item = 0; item < 6; item++) loaded.SimilaritiesOf(item).ToArray().ShouldBe(model.SimilaritiesOf(item).ToArray());
        var broken = """{"format":"crminsights-itemneighbours","version":1,"starts":[0,1],"columns":[3],"values":[0.5]}"""u8.ToArray();
        Should.Throw<InvalidDataException>(() => ItemNeighboursModel.Load(new MemoryStream(broken))).Message.ShouldContain("columns");
    }

    [Theory]
    [InlineData(-1, 1, "item -1")]
    [InlineData(0, 0, "weight 0")]
    [InlineData(0, double.NaN, "weight NaN")]
    [InlineData(7, 1, "0 to 4")]
    public void Interactions_that_do_not_fit_are_named(int item, double weight, string named) =>
        Should.Throw<ArgumentException>(() => Interactions.From([[], [(item, weight)]], itemCount: 5)).Message.ShouldContain(named);

    [Fact]
    public void The_best_come_first_and_equal_scores_by_number()
    {
        TopItems.Of([1, 3, double.NaN, 3, 2], 3).ShouldBe([1, 3, 4]);
        TopItems.Of([1, 3, 2], 5, 1).ShouldBe([2, 0]);
        TopItems.Of([1, 3, 2], 0).ShouldBeEmpty();
    }

    static double Similarity(ItemNeighboursModel model, int item, int other)
    {
        var at = model.NeighboursOf(item).IndexOf(other);
        return at < 0 ? 0 : model.SimilaritiesOf(item)[at];
    }

    static double Naive(double[][] dense, int item, int other, (ItemSimilarity Kind, double Shrinkage) options)
    {
        if (options.Kind == ItemSimilarity.Jaccard)
            return dense.Count(row => row[item] > 0 && row[other] > 0) / (dense.Count(row => row[item] > 0 || row[other] > 0) + options.Shrinkage);
        return dense.Sum(row => row[item] * row[other])
            / (Math.Sqrt(dense.Sum(row => row[item] * row[item])) * Math.Sqrt(dense.Sum(row => row[other] * row[other])) + options.Shrinkage);
    }
}
