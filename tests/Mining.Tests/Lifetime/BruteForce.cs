using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Mining.Tests.Lifetime;

/// <summary>
/// The purchase models from their assumptions alone: the story of one customer with known rates, averaged over the two mixing
/// distributions on a grid. On the whole line of logarithms (or log-odds) the trapezoid rule converges exponentially.
/// </summary>
sealed record BruteForce(double Likelihood, double Alive, double Purchases, double AnyPurchase)
{
    const double GridStep = 0.1;   // well below the width of a gamma posterior of shape 60, in logarithms

    /// <summary>BG/NBD, or MBG/NBD where the first purchase can be the last.</summary>
    public static BruteForce Geometric(double[] parameters, bool afterFirst, PurchaseSummary customer, double horizon)
    {
        var (x, recency, age, _) = customer;
        var coins = afterFirst ? x + 1 : x;
        return Average(GammaGrid(parameters[0], parameters[1]), BetaGrid(parameters[2], parameters[3]), (rate, leave) =>
        {
            var stays = Math.Pow(rate, x) * Math.Exp(-rate * age + coins * LogRest(leave));
            var left = coins == 0 ? 0 : Math.Pow(rate, x) * leave * Math.Exp(-rate * recency + (coins - 1) * LogRest(leave));
            return (stays, left, -ExpMinusOne(-rate * leave * horizon) / leave, -ExpMinusOne(-rate * horizon));
        });
    }

    public static BruteForce Pareto(double[] parameters, PurchaseSummary customer, double horizon)
    {
        var (x, recency, age, _) = customer;
        return Average(GammaGrid(parameters[0], parameters[1]), GammaGrid(parameters[2], parameters[3]), (rate, leave) =>
        {
            var both = rate + leave;
            var stays = Math.Pow(rate, x) * Math.Exp(-both * age);
            var left = Math.Pow(rate, x) * leave / both * Math.Exp(-both * recency) * -ExpMinusOne(-both * (age - recency));
            return (stays, left, rate / leave * -ExpMinusOne(-leave * horizon), rate / both * -ExpMinusOne(-both * horizon));
        });
    }

    static BruteForce Average(
        (double At, double Weight)[] rates, (double At, double Weight)[] leaves,
        Func<double, double, (double Stays, double Left, double Purchases, double Any)> story)
    {
        var (stays, left, purchases, any) = (0.0, 0.0, 0.0, 0.0);
        foreach (var rate in rates)
            foreach (var leave in leaves)
            {
                var weight = rate.Weight * leave.Weight;
                var told = story(rate.At, leave.At);
                stays += weight * told.Stays;
                left += weight * told.Left;
                purchases += weight * told.Stays * told.Purchases;
                any += weight * told.Stays * told.Any;
            }
        return new BruteForce(stays + left, stays / (stays + left), purchases / (stays + left), any / (stays + left));
    }

    static (double, double)[] GammaGrid(double shape, double rate) => Grid(-30 / shape, 5, log => (Math.Exp(log) / rate, shape * log - Math.Exp(log)));

    static (double, double)[] BetaGrid(double a, double b) =>
        Grid(-30 / a, 30 / b, logit => (Share(logit), a * LogShare(logit) + b * LogShare(-logit)));

    // Weights are divided by their own sum, so that no gamma function is needed.
    static (double, double)[] Grid(double from, double to, Func<double, (double At, double LogDensity)> point)
    {
        var points = new List<(double At, double Density)>();
        for (var position = from; position <= to; position += GridStep)
        {
            var (at, logDensity) = point(position);
            points.Add((at, Math.Exp(logDensity)));
        }
        var sum = points.Sum(entry => entry.Density);
        return [.. points.Where(entry => entry.Density > 0 && entry.At > 0).Select(entry => (entry.At, entry.Density / sum))];
    }

    static double Share(double logit) => logit >= 0 ? 1 / (1 + Math.Exp(-logit)) : Math.Exp(logit) / (1 + Math.Exp(logit));

    static double LogShare(double logit) => logit >= 0 ? -Math.Log(1 + Math.Exp(-logit)) : logit - Math.Log(1 + Math.Exp(logit));

    static double LogRest(double share) => share == 1 ? -40 : Math.Log(1 - share);

    static double ExpMinusOne(double x) => Math.Abs(x) < 1e-5 ? x + x * x / 2 + x * x * x / 6 : Math.Exp(x) - 1;
}
