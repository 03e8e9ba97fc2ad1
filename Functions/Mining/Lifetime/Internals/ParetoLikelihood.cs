using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Lifetime.Internals;

/// <summary>Likelihood of Pareto/NBD: buying and staying both as gamma-mixed exponential times.</summary>
sealed class ParetoLikelihood(PurchaseGroups groups) : PurchaseLikelihood(groups)
{
    readonly RisingFactorials _ofR = new(groups.MaxFrequency);
    double _r, _alpha, _s, _beta;

    protected override PurchaseLikelihood On(PurchaseGroups groups) => new ParetoLikelihood(groups);

    protected override double[][] Starts()
    {
        var rate = Groups.MeanFrequency / Groups.MeanAge;
        var age = Groups.MeanAge;
        return [[0.5, 0.5 / rate, 0.5, age / 2], [2, 2 / rate, 0.5, age], [0.2, 0.2 / rate, 2, age], [5, 5 / rate, 5, 5 * age]];
    }

    protected override void Prepare(ReadOnlySpan<double> parameters)
    {
        (_r, _alpha, _s, _beta) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        _ofR.Fill(_r);
    }

    protected override void Add(int from, int to, Span<double> sums)
    {
        var integral = new LeavingIntegral(_alpha, _beta, _s);
        for (var group = from; group < to; group++)
        {
            var (x, recency, age, customers) = (Groups.Frequencies[group], Groups.Recencies[group], Groups.Ages[group], Groups.Customers[group]);
            var purchases = _r + x;
            var (alphaGrown, betaGrown) = (NearZero.LogOnePlus(age / _alpha), NearZero.LogOnePlus(age / _beta));
            var (alphaSince, betaSince) = (Math.Log((_alpha + age) / (_alpha + recency)), Math.Log((_beta + age) / (_beta + recency)));
            var left = integral.Between(recency, age, purchases);
            var logOdds = Math.Log(_s * left.Value) + purchases * alphaSince + _s * betaSince;
            var gone = Sigmoid.Of(logOdds);

            sums[0] += customers * (_ofR.Logs[x] - purchases * alphaGrown - x * Math.Log(_alpha) - _s * betaGrown + Sigmoid.Softplus(logOdds));
            sums[1] += customers * (_ofR.Slopes[x] - alphaGrown + gone * (alphaSince - left.LogAlpha));
            sums[2] += customers * ((_r * age / _alpha - x) / (_alpha + age) + gone * purchases * (1 / (_alpha + age) - left.OverAlpha));
            sums[3] += customers * (gone * (1 / _s + betaSince - left.LogBeta) - betaGrown);
            sums[4] += customers * (_s * age / (_beta * (_beta + age)) + gone * (_s / (_beta + age) - (_s + 1) * left.OverBeta));
        }
    }
}
