using CrmInsights.Mining.Data;
using CrmInsights.Mining.Recommend.Internals;

namespace CrmInsights.Mining.Recommend;

/// <summary>Vectors of users and items from weights that say how sure it is that a user likes an item, by alternating least squares.</summary>
/// <remarks>Hu, Koren and Volinsky (2008), "Collaborative filtering for implicit feedback datasets", ICDM. Every pair counts, with preference 1 and
/// confidence 1 + alpha x weight where there is an interaction, else 0 and 1. Each half step solves its normal equations exactly, so the loss never rises.</remarks>
public static class ImplicitAls
{
    /// <summary>Fits the vectors; the same for any number of threads.</summary>
    /// <exception cref="ArgumentException">There is no interaction.</exception>
    public static ImplicitAlsModel Fit(Interactions interactions, ImplicitAlsOptions options, RunContext run)
    {
        options.Validate();
        if (interactions.Count == 0) throw new ArgumentException("There is no interaction to learn from.");
        var equations = new PreferenceEquations(options);
        var users = new double[interactions.UserCount * options.FactorCount];
        var items = FirstItems(interactions.ItemCount, options);
        for (var iteration = 0; iteration < options.Iterations; iteration++)
        {
            run.Report(iteration, options.Iterations);
            equations.Solve(interactions.ByUser, items, users, run);
            equations.Solve(interactions.ByItem, users, items, run);
        }
        equations.Solve(interactions.ByUser, items, users, run);   // so that a user known in training folds in to its own vector
        return new ImplicitAlsModel(new FactorModel(users, items, new double[interactions.ItemCount], options.FactorCount), options.Penalty, options.ConfidencePerWeight);
    }

    static double[] FirstItems(int itemCount, ImplicitAlsOptions options)
    {
        var random = new Random(options.Seed);
        var items = new double[itemCount * options.FactorCount];
        for (var at = 0; at < items.Length; at++) items[at] = (random.NextDouble() - 0.5) / Math.Sqrt(options.FactorCount);
        return items;
    }
}
