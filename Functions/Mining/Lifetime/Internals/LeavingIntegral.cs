using System.Runtime.Intrinsics;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Lifetime.Internals;

/// <summary>
/// Integral over the time of leaving: ((alpha + from) / (alpha + time))^p * ((beta + from) / (beta + time))^s / (beta + time), with the
/// mean logarithms and reciprocals under it, which are its derivatives.
/// </summary>
/// <remarks>
/// The usual form is a difference of two Gauss functions 2F1, which cancels when the last purchase is recent and needs finite differences
/// for its derivatives. In the logarithm of (min(alpha, beta) + time) the integrand is smooth and positive: 24 nodes for each stretch
/// of length 4 are good to about 1e-12.
/// </remarks>
readonly struct LeavingIntegral(double alpha, double beta, double s)
{
    const double Stretch = 4;
    const double Negligible = 40;   // exp(-40) is below the rounding error of the rest
    static readonly (double[] Nodes, double[] Weights) s_rule = GaussLegendre.Of(24);

    /// <summary>Value and means over the integrand: logarithms of growth since <c>from</c> and reciprocals of alpha + time and beta + time.</summary>
    public readonly record struct Result(double Value, double LogAlpha, double LogBeta, double OverAlpha, double OverBeta);

    public Result Between(double from, double to, double p)
    {
        if (to <= from) return default;
        var near = Math.Min(alpha, beta) + from;
        var far = Math.Max(alpha, beta) + from;
        var length = Math.Min(to - from, Math.Min(Reach(alpha + from, p), Reach(beta + from, s)));
        var logLength = NearZero.LogOnePlus(length / near);
        var stretches = 1 + (int)(logLength / Stretch);
        Span<Vector256<double>> sums = stackalloc Vector256<double>[5];
        sums.Clear();
        for (var stretch = 0; stretch < stretches; stretch++)
            Add(sums, (near, far), (logLength / stretches * stretch, logLength / stretches), p);
        var value = Vector256.Sum(sums[0]);
        double Mean(Vector256<double> sum) => Vector256.Sum(sum) / value;
        return new Result(value, Mean(sums[1]), Mean(sums[2]), Mean(sums[3]), Mean(sums[4]));
    }

    /// <summary>Time after which a power law has become negligible.</summary>
    static double Reach(double offset, double power) => offset * Math.Exp(Math.Min(700, Negligible / power));

    void Add(Span<Vector256<double>> sums, (double Near, double Far) start, (double From, double Length) part, double p)
    {
        var alphaIsNear = alpha <= beta;
        for (var node = 0; node < s_rule.Nodes.Length; node += Vector256<double>.Count)
        {
            var logNear = Vector256.Create(part.From) + part.Length * Vector256.Create(s_rule.Nodes, node);
            var near = start.Near * Vector256.Exp(logNear);
            var far = near + Vector256.Create(start.Far - start.Near);
            var logFar = Vector256.Log(far / start.Far);
            var (logAlpha, logBeta) = alphaIsNear ? (logNear, logFar) : (logFar, logNear);
            var (overNear, overFar) = (Vector256<double>.One / near, Vector256<double>.One / far);
            var (overAlpha, overBeta) = alphaIsNear ? (overNear, overFar) : (overFar, overNear);
            var density = part.Length * Vector256.Create(s_rule.Weights, node) * near * overBeta * Vector256.Exp(-p * logAlpha - s * logBeta);
            sums[0] += density;
            sums[1] += density * logAlpha;
            sums[2] += density * logBeta;
            sums[3] += density * overAlpha;
            sums[4] += density * overBeta;
        }
    }
}
