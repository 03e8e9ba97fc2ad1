using CrmInsights.Mining.Data;
using CrmInsights.Mining.Recommend.Internals;

namespace CrmInsights.Mining.Recommend;

/// <summary>Vectors that rank what a user has above what the user has not, by stochastic gradient steps on drawn pairs.</summary>
/// <remarks>Rendle et al. (2009), "BPR: Bayesian personalized ranking from implicit feedback", UAI. One thread, so that the draws decide the model alone; weights do not count.</remarks>
public static class Bpr
{
    /// <summary>Fits the vectors and item biases.</summary>
    /// <exception cref="ArgumentException">No user has an item and lacks another.</exception>
    /// <exception cref="InvalidOperationException">The learning rate is so high that the vectors grew beyond all numbers.</exception>
    public static FactorModel Fit(Interactions interactions, BprOptions options, RunContext run)
    {
        options.Validate();
        var draws = new PairDraws(interactions, options.Seed);
        var random = new Random(options.Seed);
        var step = new BprStep(options.LearningRate, options.Penalty);
        var (users, items) = (Start(interactions.UserCount, options, random), Start(interactions.ItemCount, options, random));
        var biases = new double[interactions.ItemCount];
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            run.Report(epoch, options.Epochs);
            for (var draw = 0; draw < interactions.Count; draw++)
            {
                var (user, wanted, other) = draws.Next();
                step.Take(Row(users, user), Row(items, wanted), Row(items, other), ref biases[wanted], ref biases[other]);
            }
        }
        if (!Array.TrueForAll(items, double.IsFinite) || !Array.TrueForAll(users, double.IsFinite))
            throw new InvalidOperationException($"The vectors grew beyond all numbers; a learning rate below {options.LearningRate} was expected.");
        return new FactorModel(users, items, biases, options.FactorCount);

        Span<double> Row(double[] vectors, int row) => vectors.AsSpan(row * options.FactorCount, options.FactorCount);
    }

    static double[] Start(int rowCount, BprOptions options, Random random)
    {
        var vectors = new double[rowCount * options.FactorCount];
        for (var at = 0; at < vectors.Length; at++) vectors[at] = (random.NextDouble() - 0.5) / options.FactorCount;
        return vectors;
    }
}
