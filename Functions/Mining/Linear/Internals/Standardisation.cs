using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Linear.Internals;

/// <summary>Weighted mean and standard deviation of each feature over its known values.</summary>
sealed class Standardisation
{
    readonly double[] _means;
    readonly double[] _inverses;                            // 1 / standard deviation; 0 for a constant feature

    Standardisation(double[] means, double[] inverses) => (_means, _inverses) = (means, inverses);

    public int FeatureCount => _means.Length;

    public double[] Means => _means;

    /// <summary>Features that vary, and the intercept.</summary>
    public int FreeWeights => 1 + _inverses.Count(inverse => inverse != 0);

    public bool IsConstant(int feature) => _inverses[feature] == 0;

    public static Standardisation Of(TrainingData data)
    {
        var means = new double[data.Features.FeatureCount];
        var inverses = new double[means.Length];
        for (var feature = 0; feature < means.Length; feature++)
            (means[feature], inverses[feature]) = Measure(data, feature);
        return new Standardisation(means, inverses);
    }

    /// <summary>Standardises one row behind a leading 1 for the intercept; missing values become the mean, that is 0.</summary>
    public void Apply(ReadOnlySpan<float> row, Span<double> standardised)
    {
        standardised[0] = 1;
        for (var feature = 0; feature < row.Length; feature++)
            standardised[feature + 1] = float.IsNaN(row[feature]) ? 0 : (row[feature] - _means[feature]) * _inverses[feature];
    }

    /// <summary>Turns weights of standardised features into an intercept and weights of the features as they are.</summary>
    public (double Intercept, double[] Weights) Unscale(double[] weights)
    {
        var original = new double[FeatureCount];
        var intercept = weights[0];
        for (var feature = 0; feature < original.Length; feature++)
        {
            original[feature] = weights[feature + 1] * _inverses[feature];
            intercept -= original[feature] * _means[feature];
        }
        return (intercept, original);
    }

    /// <summary>Square roots of the diagonal of dispersion times the inverse information, carried to the original scale; the intercept first.</summary>
    public double[] Errors(QuadraticCurve curve, double dispersion)
    {
        var covariance = Cholesky.Invert(curve.Hessian, curve.WeightSum / dispersion);
        var size = FeatureCount + 1;
        var errors = new double[size];
        for (var feature = 0; feature < FeatureCount; feature++)
            errors[feature + 1] = IsConstant(feature) ? double.NaN : Math.Sqrt(covariance[(feature + 1) * size + feature + 1]) * _inverses[feature];
        errors[0] = Math.Sqrt(InterceptVariance(covariance, size));
        return errors;
    }

    // intercept = b0 - sum(b_j * mean_j / deviation_j), a linear form of the standardised weights
    double InterceptVariance(double[] covariance, int size)
    {
        double Factor(int i) => i == 0 ? 1 : -_means[i - 1] * _inverses[i - 1];
        var variance = 0.0;
        for (var i = 0; i < size; i++)
            for (var j = 0; j < size; j++)
                variance += Factor(i) * Factor(j) * covariance[i * size + j];
        return variance;
    }

    static (double Mean, double Inverse) Measure(TrainingData data, int feature)
    {
        var (weightSum, sum) = (0.0, 0.0);
        for (var row = 0; row < data.Features.RowCount; row++)
        {
            var value = data.Features.Row(row)[feature];
            if (float.IsNaN(value)) continue;
            if (float.IsInfinity(value)) throw new ArgumentException($"Feature {feature} of row {row} is infinite; a number or NaN (missing) was expected.");
            weightSum += data.Weight(row);
            sum += data.Weight(row) * value;
        }
        var mean = weightSum > 0 ? sum / weightSum : 0;
        return (mean, Inverse(data, feature, mean));
    }

    // Over all rows, missing ones at the mean, so that the column the solver sees has variance 1.
    static double Inverse(TrainingData data, int feature, double mean)
    {
        var (weightSum, squares) = (0.0, 0.0);
        for (var row = 0; row < data.Features.RowCount; row++)
        {
            var value = data.Features.Row(row)[feature];
            weightSum += data.Weight(row);
            if (!float.IsNaN(value)) squares += data.Weight(row) * (value - mean) * (value - mean);
        }
        var deviation = Math.Sqrt(squares / weightSum);
        return deviation > 1e-9 * Math.Max(1e-30, Math.Abs(mean)) ? 1 / deviation : 0;
    }
}
