namespace CrmInsights.Mining.Linear.Internals;

/// <summary>Minimises the quadratic approximation plus the penalties.</summary>
static class NewtonStep
{
    const int MaxSweeps = 10_000;

    /// <summary>The weights at the minimum, the intercept first.</summary>
    public static double[] Solve(QuadraticCurve curve, double[] weights, NewtonOptions options) =>
        options.L1 == 0 ? Newton(curve, weights, options.L2) : Descend(curve, weights, options);

    static double[] Newton(QuadraticCurve curve, double[] weights, double l2)
    {
        var size = weights.Length;
        var hessian = (double[])curve.Hessian.Clone();
        var slope = (double[])curve.Gradient.Clone();
        for (var i = 1; i < size; i++)
        {
            hessian[i * size + i] += l2;
            slope[i] += l2 * weights[i];
        }
        var step = Cholesky.Solve(hessian, slope);
        for (var i = 0; i < size; i++) step[i] = weights[i] - step[i];
        return step;
    }

    /// <summary>Coordinate descent with soft thresholds, on the gradient kept up to date.</summary>
    static double[] Descend(QuadraticCurve curve, double[] weights, NewtonOptions options)
    {
        var target = (double[])weights.Clone();
        var slope = (double[])curve.Gradient.Clone();
        for (var sweep = 0; sweep < MaxSweeps; sweep++)
        {
            var moved = 0.0;
            for (var i = 0; i < target.Length; i++) moved = Math.Max(moved, Move(curve, target, slope, i, options));
            if (moved <= options.Tolerance / 10) break;
        }
        return target;
    }

    static double Move(QuadraticCurve curve, double[] target, double[] slope, int i, NewtonOptions options)
    {
        var size = target.Length;
        var curvature = curve.Hessian[i * size + i];
        if (curvature <= 0) return 0;                       // a constant feature keeps weight 0
        var pull = curvature * target[i] - slope[i];
        var next = i == 0 ? pull / curvature : SoftThreshold(pull, options.L1) / (curvature + options.L2);
        var change = next - target[i];
        if (change == 0) return 0;
        target[i] = next;
        for (var j = 0; j < size; j++) slope[j] += change * curve.Hessian[i * size + j];
        return Math.Abs(change);
    }

    static double SoftThreshold(double value, double threshold) =>
        Math.Abs(value) <= threshold ? 0 : value - Math.Sign(value) * threshold;
}
