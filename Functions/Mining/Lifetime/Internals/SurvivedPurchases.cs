using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Lifetime.Internals;

/// <summary>Expected purchases where a coin of unknown bias decides after each of them whether it was the last.</summary>
static class SurvivedPurchases
{
    const double Huge = 1e200;
    const double MostTerms = 1e5;
    static readonly double s_logHuge = Math.Log(Huge);

    /// <summary>Sum over k of P(k purchases if nobody left) times the expected number of these that are reached.</summary>
    /// <param name="shape">Shape of the gamma distribution of the rate: r + x.</param>
    /// <param name="growth">Horizon over the distribution's rate: t / (alpha + T).</param>
    /// <param name="a">First parameter of the beta distribution of the coin.</param>
    /// <param name="b">Second parameter of the beta distribution of the coin.</param>
    /// <remarks>
    /// The closed form, (a+b-1)/(a-1) * (1 - (1+growth)^-shape * 2F1(...)), cancels near a = 1 and has poles. Expanding 2F1 by Euler's
    /// transformation and dividing term by term leaves this negative binomial mixture: every term is positive, nothing cancels.
    /// O((1 + shape) * (1 + growth)) terms; where these are too many, as for a customer of today and a horizon of years, the average over the coin.
    /// </remarks>
    public static double Expected(double shape, double growth, double a, double b) =>
        (1 + shape) * (1 + growth) <= MostTerms ? Summed(shape, growth, a, b) : Averaged(shape, growth, a, b);

    internal static double Summed(double shape, double growth, double a, double b)
    {
        var z = growth / (1 + growth);
        var logScale = -shape * NearZero.LogOnePlus(growth);
        var (probability, reached, survival, sum) = (1.0, 0.0, 1.0, 0.0);
        for (var k = 1; ; k++)
        {
            var ratio = (shape + k - 1) / k * z;
            probability *= ratio;
            reached += survival;
            survival *= (b + k - 1) / (a + b + k - 1);
            sum += probability * reached;
            if (ratio < 1 && probability * (reached + k) < 1e-17 * sum * (1 - ratio) * (1 - ratio) || probability == 0) break;
            if (sum < Huge) continue;
            (sum, probability, logScale) = (sum / Huge, probability / Huge, logScale + s_logHuge);
        }
        return sum * Math.Exp(logScale);
    }

    /// <summary>The mean of (1 - (1 + p * growth)^-shape) / p over p ~ beta(a, b), by the trapezoid rule on the whole line of log-odds, where it converges exponentially.</summary>
    internal static double Averaged(double shape, double growth, double a, double b)
    {
        const double Negligible = 46;                                       // exp(-46) is below the rounding error of 1
        var step = Math.Min(0.2, 0.5 * Math.Sqrt(1 / a + 1 / b));           // well below the width of the distribution
        var (from, logBeta) = (-Negligible - NearZero.LogOnePlus(shape * growth), Gamma.LogBeta(a, b));
        var nodes = (int)Math.Ceiling((Negligible - from) / step);
        double Term(double logOdds)
        {
            var (logP, logRest) = (-NearZero.LogOnePlus(Math.Exp(-logOdds)), -NearZero.LogOnePlus(Math.Exp(logOdds)));
            var exponent = -shape * NearZero.LogOnePlus(growth * Math.Exp(logP));
            return -exponent * NearZero.ExpMinusOneOver(exponent) * Math.Exp((a - 1) * logP + b * logRest - logBeta);
        }

        var sum = 0.0;
        for (var node = 0; node <= nodes; node++) sum += Term(from + node * step);
        // Beyond the ends the terms are powers of the odds: geometric series.
        sum += Term(from) / Math.Exp(a * step) / (1 - Math.Exp(-a * step)) + Term(from + nodes * step) / Math.Exp(b * step) / (1 - Math.Exp(-b * step));
        return sum * step;
    }
}
