using CrmInsights.Mining.Data;
using CrmInsights.Mining.Recommend;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Local.Mine.Recommending;

/// <summary>Scores all items for a customer of training; negative infinity means never.</summary>
delegate void Recommender(int customer, Span<double> scores);

/// <summary>How recommenders are fitted.</summary>
/// <param name="Seed">Seed of every draw.</param>
/// <param name="HalfLife">Time after which a purchase counts half for popularity.</param>
sealed record RecommenderSettings(int Seed, double HalfLife);

/// <summary>The recommenders by name.</summary>
static class Recommenders
{
    /// <summary>Those that learn from purchases alone, and the blender of them all.</summary>
    public static IReadOnlyList<string> Single { get; } = ["popularity", "neighbours", "jaccard", "als", "bpr", "nextbasket"];
    public const string Blend = "blend";

    public static Recommender Fit(string name, SequenceDatabase training, RecommenderSettings settings, RunContext run)
    {
        var taken = Interactions.From(training);
        switch (name)
        {
            case "popularity":
                var popularity = Popularity.Fit(training, new PopularityOptions { HalfLife = settings.HalfLife }, run);
                return (_, scores) => Copy(popularity, scores);
            case "neighbours":
                return Neighbours(taken, ItemNeighbours.Fit(taken, new ItemNeighboursOptions(), run));
            case "jaccard":
                return Neighbours(taken, ItemNeighbours.Fit(taken, new ItemNeighboursOptions { Similarity = ItemSimilarity.Jaccard }, run));
            case "als":
                var als = ImplicitAls.Fit(taken, new ImplicitAlsOptions { Seed = settings.Seed }, run).Factors;
                return (customer, scores) => als.Score(als.User(customer), scores);
            case "bpr":
                var bpr = Bpr.Fit(taken, new BprOptions { Seed = settings.Seed }, run);
                return (customer, scores) => bpr.Score(bpr.User(customer), scores);
            case Blend:
                return BlendedRecommender.Fit(training, settings, run);
            default:
                return NextBasket.Fit(training, new NextBasketOptions(), run).Score;
        }
    }

    static Recommender Neighbours(Interactions taken, ItemNeighboursModel model) =>
        (customer, scores) => model.Score(taken.ItemsOf(customer), taken.WeightsOf(customer), scores);

    // Items of the file that training does not hold keep the score 0.
    static void Copy(double[] from, Span<double> scores)
    {
        scores.Clear();
        from.AsSpan(0, Math.Min(from.Length, scores.Length)).CopyTo(scores);
    }
}
