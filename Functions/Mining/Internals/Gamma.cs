namespace CrmInsights.Mining.Internals;

/// <summary>The gamma function's logarithm and its derivative, for positive arguments.</summary>
/// <remarks>Abramowitz and Stegun 6.1.40 and 6.3.18, after the argument was raised to at least 12; good to about 1e-15 of the larger of 1 and the result.</remarks>
static class Gamma
{
    const double AsymptoticFrom = 12;
    static readonly double s_halfLogTwoPi = Math.Log(2 * Math.PI) / 2;

    public static double Log(double z)
    {
        var product = 1.0;
        for (; z < AsymptoticFrom; z++) product *= z;
        var inverse = 1 / (z * z);
        var series = (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse * (1.0 / 1680 - inverse * (1.0 / 1188 - inverse * 691 / 360360))))) / z;
        return (z - 0.5) * Math.Log(z) - z + s_halfLogTwoPi + series - Math.Log(product);
    }

    /// <summary>Derivative of <see cref="Log"/>.</summary>
    public static double Digamma(double z)
    {
        var sum = 0.0;
        for (; z < AsymptoticFrom; z++) sum += 1 / z;
        var inverse = 1 / (z * z);
        var series = inverse * (1.0 / 12 - inverse * (1.0 / 120 - inverse * (1.0 / 252 - inverse * (1.0 / 240 - inverse * (1.0 / 132 - inverse * 691 / 32760)))));
        return Math.Log(z) - 0.5 / z - series - sum;
    }

    /// <summary>ln of the beta function.</summary>
    public static double LogBeta(double a, double b) => Log(a) + Log(b) - Log(a + b);
}
