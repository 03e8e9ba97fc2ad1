namespace CrmInsights.Mining.Internals;

/// <summary>The standard normal distribution.</summary>
static class Normal
{
    /// <summary>Probability of a value up to <paramref name="x"/>, to about 1e-15.</summary>
    public static double Cumulative(double x)
    {
        if (double.IsNaN(x)) return double.NaN;
        if (Math.Abs(x) > 38) return x > 0 ? 1 : 0;
        return Math.Abs(x) < 4 ? 0.5 + Density(x) * Series(x) : x > 0 ? 1 - Tail(x) : Tail(-x);
    }

    /// <summary>The value below which the share <paramref name="share"/> lies; by bisection, to about 1e-13.</summary>
    public static double Quantile(double share)
    {
        if (!(share > 0 && share < 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share between 0 and 1 was expected.");
        var (low, high) = (-39.0, 39.0);
        while (high - low > 1e-13)
        {
            var middle = (low + high) / 2;
            if (middle == low || middle == high) break;
            if (Cumulative(middle) < share) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    // x + x^3/3 + x^5/(3*5) + ..., Abramowitz and Stegun 26.2.11
    static double Series(double x)
    {
        var (term, sum) = (x, x);
        for (var k = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); k += 2)
        {
            term *= x * x / k;
            sum += term;
        }
        return sum;
    }

    // Continued fraction of the upper tail, Abramowitz and Stegun 26.2.14, from the inside out
    static double Tail(double x)
    {
        var fraction = x;
        for (var k = 80; k >= 1; k--) fraction = x + k / fraction;
        return Density(x) / fraction;
    }
}
