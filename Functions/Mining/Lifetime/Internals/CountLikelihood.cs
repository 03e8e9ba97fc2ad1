using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Lifetime.Internals;

/// <summary>Likelihood of NBD: buying as a gamma-mixed Poisson process that never ends. The limit of the other models where nobody leaves.</summary>
sealed class CountLikelihood(PurchaseGroups groups) : PurchaseLikelihood(groups)
{
    readonly RisingFactorials _ofR = new(groups.MaxFrequency);
    double _r, _alpha;

    public override int ParameterCount => 2;

    protected override PurchaseLikelihood On(PurchaseGroups groups) => new CountLikelihood(groups);

    protected override double[][] Starts()
    {
        var rate = Groups.MeanFrequency / Groups.MeanAge;
        return [[0.5, 0.5 / rate], [2, 2 / rate], [0.2, 0.2 / rate], [5, 5 / rate]];
    }

    protected override void Prepare(ReadOnlySpan<double> parameters)
    {
        (_r, _alpha) = (parameters[0], parameters[1]);
        _ofR.Fill(_r);
    }

    protected override void Add(int from, int to, Span<double> sums)
    {
        for (var group = from; group < to; group++)
        {
            var (x, age, customers) = (Groups.Frequencies[group], Groups.Ages[group], Groups.Customers[group]);
            var logGrown = NearZero.LogOnePlus(age / _alpha);
            sums[0] += customers * (_ofR.Logs[x] - (_r + x) * logGrown - x * Math.Log(_alpha));
            sums[1] += customers * (_ofR.Slopes[x] - logGrown);
            sums[2] += customers * (_r * age / _alpha - x) / (_alpha + age);
        }
    }
}
