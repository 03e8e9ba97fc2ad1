using CrmInsights.Mining.Recommend;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Local.Mine.Recommending;

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
