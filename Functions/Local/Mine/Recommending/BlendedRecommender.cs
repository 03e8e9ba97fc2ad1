using CrmInsights.Mining.Data;
using CrmInsights.Mining.Recommend;
using CrmInsights.Mining.Sequences;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine.Recommending;

/// <summary>One ranking of all recommenders' candidates, learned on the last basket of training from recommenders that have not seen it.</summary>
static class BlendedRecommender
{
    const int CandidatesEach = 30;
    const int MostLists = 5_000;

    /// <exception cref="ArgumentException">No customer has a basket to learn from.</exception>
    public static Recommender Fit(SequenceDatabase training, RecommenderSettings settings, RunContext run)
    {
        var held = HeldOut.Of(training);
        var blender = RecommendationBlender.Fit([.. Lists(held, settings, run)], new GradientBoostingOptions { TreeCount = 60, LeafCount = 15, LearningRate = 0.1, Seed = settings.Seed }, run);
        var sources = Sources(training, settings, run);
        return (customer, scores) =>
        {
            var said = Ask(sources, customer, scores.Length);
            var candidates = Candidates(said);
            var blended = new double[candidates.Length];
            blender.Score(ListOf(said, candidates, []), blended);
            scores.Fill(double.NegativeInfinity);
            for (var place = 0; place < candidates.Length; place++) scores[candidates[place]] = blended[place];
        };
    }

    static IEnumerable<BlendList> Lists(HeldOut held, RecommenderSettings settings, RunContext run)
    {
        var sources = Sources(held.Training, settings, run);
        var lists = held.Customers.Zip(held.Baskets).Select(trial =>
        {
            var said = Ask(sources, trial.First, held.Training.ItemCount);
            var candidates = Candidates(said);
            return ListOf(said, candidates, [.. candidates.Select(item => trial.Second.Contains(item) ? 1 : 0)]);
        });
        // A list without a hit says nothing about order.
        return lists.Where(list => list.Grades.Contains(1)).Take(MostLists);
    }

    static Recommender[] Sources(SequenceDatabase training, RecommenderSettings settings, RunContext run) =>
        [.. Recommenders.Single.Select(name => Recommenders.Fit(name, training, settings, run))];

    static double[][] Ask(Recommender[] sources, int customer, int itemCount) => Array.ConvertAll(sources, source =>
    {
        var scores = new double[itemCount];
        source(customer, scores);
        return scores;
    });

    static int[] Candidates(double[][] said) => [.. said.SelectMany(scores => TopItems.Of(scores, CandidatesEach)).Distinct().Order()];

    static BlendList ListOf(double[][] said, int[] candidates, int[] grades) =>
        new([.. said.Select(scores => Array.ConvertAll(candidates, item => scores[item]))], grades);
}
