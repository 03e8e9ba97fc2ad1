using CrmInsights.Mining.Data;
using CrmInsights.Mining.Recommend;
using CrmInsights.Mining.Recommend.Internals;

namespace CrmInsights.Mining.Tests.Recommend;

/// <summary>ALS by the package implicit, likeness and ranking measures by scikit-learn (Implicit/make.py); next baskets by the code of TIFU-kNN's authors (Tifuknn/make.py).</summary>
public sealed class PeerRecommendTests
{
    const int ItemCount = 9;
    const int FactorCount = 3;
    const double Alpha = 5;
    const double Penalty = 0.3;

    static readonly PeerFigures s_figures = PeerFigures.Of("Recommend", "Implicit");
    static readonly RunContext s_run = new();

    [Fact]
    public void Four_steps_from_the_same_start_give_the_vectors_of_implicit()
    {
        var interactions = Bought();
        var equations = new PreferenceEquations(FactorCount, Penalty, Alpha);
        var (users, items) = (new double[interactions.UserCount * FactorCount], (double[])s_figures["start"].Clone());

        for (var step = 0; step < 4; step++)
        {
            equations.Solve(interactions.ByUser, items, users, s_run);
            equations.Solve(interactions.ByItem, users, items, s_run);
        }
        equations.Solve(interactions.ByUser, items, users, s_run);

        users.ShouldBe(s_figures["als.users"], 1e-10);
        items.ShouldBe(s_figures["als.items"], 1e-10);
    }

    [Fact]
    public void A_customer_folded_in_has_the_vector_of_implicit()
    {
        var interactions = Bought();
        var factors = new FactorModel(s_figures["als.users"], s_figures["als.items"], new double[ItemCount], FactorCount);
        var model = new ImplicitAlsModel(factors, Penalty, Alpha);

        for (var user = 0; user < interactions.UserCount; user++)
            model.FoldIn(interactions.ItemsOf(user), interactions.WeightsOf(user)).ShouldBe(factors.User(user).ToArray(), 1e-10);
    }

    [Theory]
    [InlineData(ItemSimilarity.Cosine, "cosine")]
    [InlineData(ItemSimilarity.Jaccard, "jaccard")]
    public void Likeness_of_items_is_that_of_scikit_learn(ItemSimilarity kind, string name)
    {
        var model = ItemNeighbours.Fit(Bought(), new ItemNeighboursOptions { Similarity = kind, NeighbourCount = ItemCount }, s_run);

        for (var item = 0; item < ItemCount; item++)
            for (var other = 0; other < ItemCount; other++)
            {
                var at = model.NeighboursOf(item).IndexOf(other);
                if (item != other) (at < 0 ? 0 : model.SimilaritiesOf(item)[at]).ShouldBe(s_figures[name][item * ItemCount + other], 1e-14);
            }
    }

    [Fact]
    public void Ranking_measures_are_those_of_scikit_learn_and_numpy()
    {
        var trials = s_figures["scores"].Chunk(10).Zip(s_figures["taken"].Chunk(10), (scores, taken) =>
            new RecommendationTrial(TopItems.Of(scores, 10), Enumerable.Range(0, 10).Where(item => taken[item] > 0).ToHashSet(), new HashSet<int>())).ToArray();

        var quality = RecommendationEvaluation.Measure(trials, Enumerable.Repeat(1, 10).ToArray(), userCount: 30, cutoff: 4);

        quality.All.Ndcg.ShouldBe(s_figures.Number("ndcg"), 1e-14);
        new[] { quality.All.HitRate, quality.All.Recall, quality.Coverage }.ShouldBe(s_figures["hitrate.recall.coverage"], 1e-14);
        quality.Explore.ShouldBe(quality.All, "nobody had anything before");
    }

    [Fact]
    public void Next_baskets_are_those_of_the_authors_code()
    {
        const int Known = 20;
        var figures = PeerFigures.Of("Recommend", "Tifuknn");
        var customers = figures["bought"].Chunk(60).Select(history => history.Chunk(10)
            .Select(basket => Enumerable.Range(0, 10).Where(item => basket[item] > 0).ToArray()).ToArray()).ToArray();
        var options = new NextBasketOptions { GroupSize = 1, GroupDecay = 0.7, NeighbourCount = 4, OwnShare = 0.6 };
        var model = NextBasket.Fit(Tastes.Baskets(customers[..Known]), options, s_run);
        var scores = new double[10];

        for (var customer = 0; customer < Known; customer++)
            for (var at = 0; at < model.ItemsOf(customer).Length; at++)
                model.HabitsOf(customer)[at].ShouldBe(figures["habits"][customer * 10 + model.ItemsOf(customer)[at]], 1e-14);
        for (var customer = Known; customer < customers.Length; customer++)
        {
            model.Score(Tastes.Baskets([customers[customer]]), 0, scores);
            scores.ShouldBe(figures["scores"].AsSpan((customer - Known) * 10, 10).ToArray(), 1e-14);
        }
    }

    static Interactions Bought() => Interactions.From(
        s_figures["weights"].Chunk(ItemCount).Select(row => Enumerable.Range(0, ItemCount).Where(item => row[item] > 0).Select(item => (item, row[item]))), ItemCount);
}
