namespace CrmInsights.Mining.Clusters.Internals;

/// <summary>One weighted normal distribution, its covariance factored.</summary>
sealed class GaussianComponent
{
    readonly double[] _root;        // lower triangle L with L L' = covariance
    readonly double _logScale;

    /// <exception cref="ArgumentException">The covariance is not positive definite.</exception>
    public GaussianComponent(double weight, double[] mean, double[] covariance)
    {
        (Weight, Mean, Covariance) = (weight, mean, covariance);
        _root = new double[covariance.Length];
        var d = mean.Length;
        _logScale = Math.Log(weight) - d * Math.Log(2 * Math.PI) / 2;
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = covariance[i * d + j];
                for (var k = 0; k < j; k++) rest -= _root[i * d + k] * _root[j * d + k];
                if (i == j && !(rest > 0))
                    throw new ArgumentException($"The covariance of a component is not positive definite at feature {i}; a larger regularisation helps.");
                _root[i * d + j] = i == j ? Math.Sqrt(rest) : rest / _root[j * d + j];
            }
            _logScale -= Math.Log(_root[i * d + i]);
        }
    }

    public double Weight { get; }
    public double[] Mean { get; }
    public double[] Covariance { get; }

    /// <summary>ln(weight * density) of a row.</summary>
    public double LogDensity(ReadOnlySpan<float> row)
    {
        var d = Mean.Length;
        Span<double> whitened = d <= 128 ? stackalloc double[d] : new double[d];
        var sum = 0.0;
        for (var i = 0; i < d; i++)
        {
            var rest = row[i] - Mean[i];
            for (var k = 0; k < i; k++) rest -= _root[i * d + k] * whitened[k];
            whitened[i] = rest / _root[i * d + i];
            sum += whitened[i] * whitened[i];
        }
        return _logScale - sum / 2;
    }
}
