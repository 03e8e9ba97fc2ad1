using CrmInsights.Mining.Data;
using CrmInsights.Mining.Recommend;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Local.Mine;

/// <summary>Scores all items for a customer of training.</summary>
delegate void Recommender(int customer, Span<double> scores);

/// <summary>The recommenders by name.</summary>
static class Recommenders
{
    public static IReadOnlyList<string> Names { get; } = ["popularity", "neighbours", "als", "bpr", "nextbasket"];

    public static Recommender Fit(string name, SequenceDatabase training, int seed, RunContext run)
    {
        var taken = Interactions.From(training);
        switch (name)
        {
            case "popularity":
                var popularity = Popularity.Fit(training, new PopularityOptions(), run);
                return (_, scores) => Copy(popularity, scores);
            case "neighbours":
                var neighbours = ItemNeighbours.Fit(taken, new ItemNeighboursOptions(), run);
                return (customer, scores) => neighbours.Score(taken.ItemsOf(customer), taken.WeightsOf(customer), scores);
            case "als":
                var als = ImplicitAls.Fit(taken, new ImplicitAlsOptions { Seed = seed }, run).Factors;
                return (customer, scores) => als.Score(als.User(customer), scores);
            case "bpr":
                var bpr = Bpr.Fit(taken, new BprOptions { Seed = seed }, run);
                return (customer, scores) => bpr.Score(bpr.User(customer), scores);
            default:
                return NextBasket.Fit(training, new NextBasketOptions(), run).Score;
        }
    }

    // Items of the file that training does not hold keep the score 0.
    static void Copy(double[] from, Span<double> scores)
    {
        scores.Clear();
        from.AsSpan(0, Math.Min(from.Length, scores.Length)).CopyTo(scores);
    }
}

/// <summary>Each customer's last basket, held back from training.</summary>
sealed record HeldOut(SequenceDatabase Training, IReadOnlyList<int> Customers, IReadOnlyList<HashSet<int>> Baskets)
{
    public static HeldOut Of(SequenceDatabase sequences)
    {
        var builder = new SequenceDatabaseBuilder();
        var (customers, baskets) = (new List<int>(), new List<HashSet<int>>());
        for (var customer = 0; customer < sequences.Count; customer++)
        {
            var elements = sequences.ElementCount(customer);
            for (var element = 0; element < (elements > 1 ? elements - 1 : elements); element++) Add(builder, sequences, customer, element);
            builder.EndSequence();
            if (elements < 2) continue;
            customers.Add(customer);
            baskets.Add([.. sequences.Element(customer, elements - 1)]);
        }
        return new HeldOut(builder.Build(), customers, baskets);
    }

    public RecommendationQuality Try(Recommender recommender, int top)
    {
        var taken = Interactions.From(Training);
        var scores = new double[Training.ItemCount];
        var trials = Customers.Zip(Baskets, (customer, basket) =>
        {
            recommender(customer, scores);
            return new RecommendationTrial(TopItems.Of(scores, top), basket, taken.ItemsOf(customer).ToArray().ToHashSet());
        }).ToList();
        return RecommendationEvaluation.Measure(trials, taken.CountUsers(), Training.Count, top);
    }

    static void Add(SequenceDatabaseBuilder builder, SequenceDatabase sequences, int customer, int element)
    {
        foreach (var item in sequences.Element(customer, element)) builder.AddItem(item);
        builder.EndElement(sequences.Time(customer, element));
    }
}
