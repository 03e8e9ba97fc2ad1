namespace CrmInsights.Mining.Internals;

/// <summary>Logarithm and exponential that keep their digits where the plain formula would cancel.</summary>
/// <remarks>The correction is Kahan's: Goldberg (1991), ACM Computing Surveys 23(1), theorem 4.</remarks>
static class NearZero
{
    /// <summary>ln(1 + x), for finite x above -1.</summary>
    public static double LogOnePlus(double x)
    {
        var rounded = 1 + x;
        return rounded == 1 ? x : Math.Log(rounded) * (x / (rounded - 1));
    }

    /// <summary>(exp(x) - 1) / x, which is 1 at 0.</summary>
    public static double ExpMinusOneOver(double x)
    {
        if (Math.Abs(x) > 0.5) return (Math.Exp(x) - 1) / x;
        var rounded = Math.Exp(x);
        return rounded == 1 ? 1 : (rounded - 1) / Math.Log(rounded);
    }
}
