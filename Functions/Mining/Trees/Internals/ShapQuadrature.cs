namespace CrmInsights.Mining.Trees.Internals;

/// <summary>
/// Nodes and weights of Gauss-Legendre quadrature on [0, 1]. With m nodes a polynomial of degree 2m - 1 is integrated exactly, and a path with d different features
/// gives degree d - 1: half as many nodes as features do.
/// </summary>
sealed record ShapQuadrature(double[] Nodes, double[] Weights)
{
    /// <summary>A rule that is exact for paths of so many different features.</summary>
    public static ShapQuadrature For(int featuresOnPath)
    {
        var count = Math.Max(1, (featuresOnPath + 1) / 2);
        var rule = new ShapQuadrature(new double[count], new double[count]);
        for (var i = 0; i < count; i++) (rule.Nodes[i], rule.Weights[i]) = NodeAndWeight(i, count);
        return rule;
    }

    /// <summary>The i-th root of the Legendre polynomial by Newton's method, moved from [-1, 1] to [0, 1].</summary>
    static (double Node, double Weight) NodeAndWeight(int i, int count)
    {
        var x = Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
        var slope = 0.0;
        for (var step = 0; step < 100; step++)
        {
            var (value, derivative) = Legendre(count, x);
            slope = derivative;
            var move = value / derivative;
            x -= move;
            if (Math.Abs(move) < 1e-16) break;
        }
        return ((1 + x) / 2, 1 / ((1 - x * x) * slope * slope));
    }

    static (double Value, double Derivative) Legendre(int degree, double x)
    {
        var (before, value) = (1.0, x);
        for (var k = 2; k <= degree; k++) (before, value) = (value, ((2 * k - 1) * x * value - (k - 1) * before) / k);
        return (value, degree * (x * value - before) / (x * x - 1));
    }
}
