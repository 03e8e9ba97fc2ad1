using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Lifetime.Internals;

/// <summary>Expected purchases where a coin of unknown bias decides after each of them whether it was the last.</summary>
static class SurvivedPurchases
{
    const double Huge = 1e200;
    static readonly double s_logHuge = Math.Log(Huge);

    /// <summary>Sum over k of P(k purchases if nobody left) times the expected number of these that are reached.</summary>
    /// <param name="shape">Shape of the gamma distribution of the rate: r + x.</param>
    /// <param name="growth">Horizon over the distribution's rate: t / (alpha + T).</param>
    /// <param name="a">First parameter of the beta distribution of the coin.</param>
    /// <param name="b">Second parameter of the beta distribution of the coin.</param>
    /// <remarks>
    /// The closed form, (a+b-1)/(a-1) * (1 - (1+growth)^-shape * 2F1(...)), cancels near a = 1 and has poles. Expanding 2F1 by Euler's
    /// transformation and dividing term by term leaves this negative binomial mixture: every term is positive, nothing cancels.
    /// O((1 + shape) * (1 + growth)) terms.
    /// </remarks>
    public static double Expected(double shape, double growth, double a, double b)
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
}
