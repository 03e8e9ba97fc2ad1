using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Recommend.Internals;

/// <summary>One step down the gradient of -ln sigmoid(score of the wanted item - score of the other) + penalty / 2 x squared lengths.</summary>
sealed class BprStep(double rate, double penalty)
{
    public void Take(Span<double> user, Span<double> wanted, Span<double> other, ref double wantedBias, ref double otherBias)
    {
        var margin = wantedBias - otherBias + FactorModel.Dot(user, wanted) - FactorModel.Dot(user, other);
        var pull = Sigmoid.Of(-margin);
        for (var factor = 0; factor < user.Length; factor++)
        {
            var (u, w, o) = (user[factor], wanted[factor], other[factor]);
            user[factor] += rate * (pull * (w - o) - penalty * u);
            wanted[factor] += rate * (pull * u - penalty * w);
            other[factor] += rate * (-pull * u - penalty * o);
        }
        wantedBias += rate * (pull - penalty * wantedBias);
        otherBias += rate * (-pull - penalty * otherBias);
    }
}
