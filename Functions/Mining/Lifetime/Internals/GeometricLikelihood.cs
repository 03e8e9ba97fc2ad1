using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Lifetime.Internals;

/// <summary>Likelihood of BG/NBD and MBG/NBD: buying as a gamma-mixed Poisson process, leaving by a beta-mixed coin after a purchase.</summary>
/// <param name="groups">The customers.</param>
/// <param name="firstCoins">0: the coin is thrown after each repeat purchase (BG). 1: after the first purchase too (MBG).</param>
sealed class GeometricLikelihood(PurchaseGroups groups, int firstCoins) : PurchaseLikelihood(groups)
{
    readonly RisingFactorials _ofR = new(groups.MaxFrequency);
    readonly RisingFactorials _ofB = new(groups.MaxFrequency + 1);
    readonly RisingFactorials _ofAPlusB = new(groups.MaxFrequency + 1);
    double _r, _alpha, _a, _b;

    protected override PurchaseLikelihood On(PurchaseGroups groups) => new GeometricLikelihood(groups, firstCoins);

    protected override double[][] Starts()
    {
        var rate = Groups.MeanFrequency / Groups.MeanAge;
        return [[0.5, 0.5 / rate, 1, 3], [2, 2 / rate, 1, 10], [0.2, 0.2 / rate, 0.5, 1], [5, 5 / rate, 5, 5]];
    }

    protected override void Prepare(ReadOnlySpan<double> parameters)
    {
        (_r, _alpha, _a, _b) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        _ofR.Fill(_r);
        _ofB.Fill(_b);
        _ofAPlusB.Fill(_a + _b);
    }

    protected override void Add(int from, int to, Span<double> sums)
    {
        for (var group = from; group < to; group++)
        {
            var (x, recency, age, customers) = (Groups.Frequencies[group], Groups.Recencies[group], Groups.Ages[group], Groups.Customers[group]);
            var coins = x + firstCoins;
            var purchases = _r + x;
            var (logGrown, logRatio) = (NearZero.LogOnePlus(age / _alpha), Math.Log((_alpha + age) / (_alpha + recency)));
            var logOdds = coins == 0 ? double.NegativeInfinity : Math.Log(_a / (_b + coins - 1)) + purchases * logRatio;
            var gone = Sigmoid.Of(logOdds);

            sums[0] += customers * (_ofR.Logs[x] + _ofB.Logs[coins] - _ofAPlusB.Logs[coins]
                - purchases * logGrown - x * Math.Log(_alpha) + Sigmoid.Softplus(logOdds));
            sums[1] += customers * (_ofR.Slopes[x] - logGrown + gone * logRatio);
            sums[2] += customers * ((_r * age / _alpha - x) / (_alpha + age)
                - gone * purchases * (age - recency) / ((_alpha + age) * (_alpha + recency)));
            sums[3] += customers * (gone / _a - _ofAPlusB.Slopes[coins]);
            sums[4] += customers * (_ofB.Slopes[coins] - _ofAPlusB.Slopes[coins] - (coins == 0 ? 0 : gone / (_b + coins - 1)));
        }
    }
}
