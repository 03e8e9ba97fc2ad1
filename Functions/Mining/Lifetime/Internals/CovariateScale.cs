using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Lifetime.Internals;

/// <summary>Mean and standard deviation of covariates, so that one length of step suits them all.</summary>
sealed class CovariateScale
{
    readonly double[] _means;
    readonly double[] _deviations;

    CovariateScale(double[] means, double[] deviations) => (_means, _deviations) = (means, deviations);

    public int Count => _means.Length;

    public static CovariateScale Of(FeatureMatrix covariates)
    {
        var (means, deviations) = (new double[covariates.FeatureCount], new double[covariates.FeatureCount]);
        for (var covariate = 0; covariate < means.Length; covariate++)
        {
            var column = covariates.Column(covariate);
            var wrong = Array.FindIndex(column, value => !float.IsFinite(value));
            if (wrong >= 0) throw new ArgumentException($"Covariate {covariate} of customer {wrong} is {column[wrong]}; a finite number was expected.");
            var mean = column.Average(value => (double)value);
            (means[covariate], deviations[covariate]) = (mean, Math.Sqrt(column.Average(value => (value - mean) * (value - mean))));
            if (!(deviations[covariate] > 1e-9 * Math.Max(1e-30, Math.Abs(mean)))) throw new ArgumentException($"Covariate {covariate} is the same for all customers; leave it out.");
        }
        return new CovariateScale(means, deviations);
    }

    public void Apply(ReadOnlySpan<float> row, Span<double> standardised)
    {
        for (var covariate = 0; covariate < row.Length; covariate++) standardised[covariate] = (row[covariate] - _means[covariate]) / _deviations[covariate];
    }

    /// <summary>The model on the covariates as they are.</summary>
    public BgNbdCovariatesModel Unscale(double[] point, FitSummary fit, double plainLogLikelihood)
    {
        var (effects, atMeans) = (new double[3][], new double[3]);
        for (var effect = 0; effect < 3; effect++)
        {
            effects[effect] = new double[Count];
            for (var covariate = 0; covariate < Count; covariate++)
            {
                effects[effect][covariate] = point[4 + effect * Count + covariate] / _deviations[covariate];
                atMeans[effect] += effects[effect][covariate] * _means[covariate];
            }
        }
        double[] atZero = [Math.Exp(point[0]), Math.Exp(point[1] + atMeans[0]), Math.Exp(point[2] - atMeans[1]), Math.Exp(point[3] - atMeans[2])];
        return new BgNbdCovariatesModel(atZero, effects, fit, plainLogLikelihood);
    }
}
