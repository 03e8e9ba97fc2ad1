using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Linear.Internals;

/// <summary>Proximal Newton steps to the least penalised loss of one family.</summary>
static class ElasticNet<TLoss> where TLoss : struct, ILinkedLoss
{
    public static LinearModel Fit(TrainingData data, NewtonOptions options, RunContext run)
    {
        var scale = Standardisation.Of(data);
        var loss = new LossCurve<TLoss>(data, scale, options);
        var weights = loss.Start();
        var nullDeviance = loss.Spread(weights, run).Deviance;
        var value = loss.Value(weights, run);
        var converged = false;
        for (var iteration = 0; iteration < options.MaxIterations && !converged; iteration++)
        {
            run.Report(iteration, options.MaxIterations);
            var curve = loss.Approximate(weights, run);
            var target = NewtonStep.Solve(curve, weights, options);
            (weights, value, var moved) = Search(loss, (weights, value), target, run);
            converged = moved <= options.Tolerance;
        }
        return Model(data, loss, new Solution(scale, weights, converged, nullDeviance, options.IsUnpenalised), run);
    }

    static LinearModel Model(TrainingData data, LossCurve<TLoss> loss, Solution solution, RunContext run)
    {
        var (intercept, weights) = solution.Scale.Unscale(solution.Weights);
        var (pearson, deviance) = loss.Spread(solution.Weights, run);
        var dispersion = Dispersion(pearson, data, solution.Scale.FreeWeights);
        return new LinearModel(TLoss.Family, intercept, weights, solution.Scale.Means)
        {
            Converged = solution.Converged,
            Dispersion = dispersion,
            Deviance = deviance,
            NullDeviance = solution.NullDeviance,
            StandardErrors = solution.IsUnpenalised && dispersion > 0
                ? solution.Scale.Errors(loss.Approximate(solution.Weights, run), dispersion)
                : [],
        };
    }

    /// <summary>Pearson's statistic over the rows that are left when every weight has taken one; 0 where none is left.</summary>
    static double Dispersion(double pearson, TrainingData data, int freeWeights)
    {
        if (TLoss.Family is LinearFamily.Logistic or LinearFamily.Poisson) return 1;
        var rows = 0;
        for (var row = 0; row < data.Labels.Length; row++)
            if (data.Weight(row) > 0) rows++;
        return rows > freeWeights ? pearson / (rows - freeWeights) : 0;
    }

    /// <summary>Goes towards the target, half as far each time the objective would rise.</summary>
    static (double[] Weights, double Value, double Moved) Search(
        LossCurve<TLoss> loss, (double[] Weights, double Value) from, double[] target, RunContext run)
    {
        for (var share = 1.0; share > 1e-10; share /= 2)
        {
            var candidate = new double[target.Length];
            var moved = 0.0;
            for (var i = 0; i < target.Length; i++)
            {
                candidate[i] = from.Weights[i] + share * (target[i] - from.Weights[i]);
                moved = Math.Max(moved, Math.Abs(candidate[i] - from.Weights[i]));
            }
            var value = loss.Value(candidate, run);
            // At the optimum the objective can only wobble in its last digits.
            if (value <= from.Value + 1e-14 * Math.Abs(from.Value)) return (candidate, value, moved);
        }
        return (from.Weights, from.Value, 0);
    }

    sealed record Solution(Standardisation Scale, double[] Weights, bool Converged, double NullDeviance, bool IsUnpenalised);
}
