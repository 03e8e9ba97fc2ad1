namespace CrmInsights.Mining.Internals;

/// <summary>The regularised incomplete gamma function: tails of chi-square and gamma distributions.</summary>
static class IncompleteGamma
{
    /// <summary>Q(a, x): probability that a gamma variable of shape <paramref name="a"/> and scale 1 exceeds <paramref name="x"/>. To about 1e-13.</summary>
    public static double Upper(double a, double x)
    {
        if (x <= 0) return 1;
        var scale = Math.Exp(a * Math.Log(x) - x - Gamma.Log(a));
        return x < a + 1 ? 1 - scale * Series(a, x) : scale * Fraction(a, x);
    }

    // Abramowitz and Stegun 6.5.29
    static double Series(double a, double x)
    {
        var (term, sum) = (1 / a, 1 / a);
        for (var k = 1; term > 1e-17 * sum; k++)
        {
            term *= x / (a + k);
            sum += term;
        }
        return sum;
    }

    // Abramowitz and Stegun 6.5.31 by Lentz's method, Applied Optics 15 (1976)
    static double Fraction(double a, double x)
    {
        const double Tiny = 1e-300;
        var b = x + 1 - a;
        var (c, d) = (1 / Tiny, 1 / b);
        var fraction = d;
        for (var k = 1; k < 10_000; k++)
        {
            var top = -k * (k - a);
            b += 2;
            d = 1 / NotZero(top * d + b, Tiny);
            c = NotZero(b + top / c, Tiny);
            fraction *= c * d;
            if (Math.Abs(c * d - 1) < 1e-15) break;
        }
        return fraction;
    }

    static double NotZero(double value, double tiny) => Math.Abs(value) < tiny ? tiny : value;
}
