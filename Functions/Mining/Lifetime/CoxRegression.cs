using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime.Internals;
using CrmInsights.Mining.Linear.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>Cox's proportional hazards: every feature multiplies the risk at all times by the same factor; the risk over time stays free.</summary>
/// <remarks>Cox (1972), Journal of the Royal Statistical Society B 34(2); ties by Efron (1977) or Breslow (1974).</remarks>
public static class CoxRegression
{
    const double LeastInformation = 1e-8;   // of that without effects; below it the coefficient is on its way to infinity

    /// <summary>Fits the coefficients by Newton steps on the partial likelihood, O(rows * features^2) a step.</summary>
    /// <exception cref="ArgumentException">Lengths differ, no event was seen, a duration is not above 0, a feature is not finite.</exception>
    /// <exception cref="InvalidOperationException">A feature is a combination of others, so that no unique fit exists.</exception>
    public static CoxModel Fit(SurvivalData data, CoxOptions options, RunContext run)
    {
        options.Validate();
        data.Validate();

        var likelihood = new PartialLikelihood(data, options.Ties);
        var coefficients = new double[data.Features.FeatureCount];
        var at = likelihood.At(coefficients);
        var withoutEffects = at.Information;
        var converged = false;
        for (var iteration = 0; iteration < options.MaxIterations && !converged; iteration++)
        {
            run.Report(iteration, options.MaxIterations);
            var step = Cholesky.Solve(at.Information, at.Gradient).AsSpan(1);
            (coefficients, at, var moved) = Search(likelihood, coefficients, at, step);
            converged = moved <= options.Tolerance;
        }
        return likelihood.Model(coefficients, at, converged && IsInformed(at.Information, withoutEffects, coefficients.Length + 1));
    }

    // Where a feature alone orders the events the likelihood rises towards an infinite coefficient, until rounding makes it flat.
    static bool IsInformed(double[] information, double[] withoutEffects, int size)
    {
        for (var i = 1; i < size; i++)
            if (information[i * size + i] < LeastInformation * withoutEffects[i * size + i]) return false;
        return true;
    }

    /// <summary>Goes the step, half as far each time the likelihood would fall.</summary>
    static (double[], PartialLikelihood.Curve, double Moved) Search(
        PartialLikelihood likelihood, double[] from, PartialLikelihood.Curve at, ReadOnlySpan<double> step)
    {
        for (var share = 1.0; share > 1e-10; share /= 2)
        {
            var candidate = (double[])from.Clone();
            var moved = 0.0;
            for (var i = 0; i < candidate.Length; i++)
            {
                candidate[i] += share * step[i];
                moved = Math.Max(moved, Math.Abs(share * step[i]));
            }
            var next = likelihood.At(candidate);
            if (next.Value >= at.Value - 1e-14 * Math.Abs(at.Value)) return (candidate, next, moved);
        }
        return (from, at, 0);
    }
}
