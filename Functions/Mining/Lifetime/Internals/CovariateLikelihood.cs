using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Lifetime.Internals;

/// <summary>Likelihood of BG/NBD where alpha, a and b are each customer's own, and its gradient.</summary>
/// <remarks>A point holds ln r, ln alpha0, ln a0, ln b0, then the effects of the standardised covariates on the rate, on a and on b.</remarks>
sealed class CovariateLikelihood(PurchaseSummaries customers, FeatureMatrix covariates, CovariateScale scale)
{
    const int DirectUpTo = 20;                              // factors that are cheaper one by one than as gamma functions

    public int Size => 4 + 3 * scale.Count;

    /// <summary>Mean negative log-likelihood of a customer.</summary>
    public SmoothFunction Objective(RunContext run) => (point, gradient) =>
    {
        run.Cancellation.ThrowIfCancellationRequested();
        var at = point.ToArray();
        var sums = BlockSums.Of(customers.Count, 1 + Size, run, (from, to, sum) => Add(at, from, to, sum));
        for (var i = 0; i < Size; i++) gradient[i] = -sums[1 + i] / customers.Count;
        return -sums[0] / customers.Count;
    };

    void Add(double[] point, int from, int to, Span<double> sums)
    {
        var z = new double[scale.Count];
        var r = Math.Exp(point[0]);
        for (var row = from; row < to; row++)
        {
            scale.Apply(covariates.Row(row), z);
            var alpha = Math.Exp(point[1] - Dot(point, 0, z));
            var (a, b) = (Math.Exp(point[2] + Dot(point, 1, z)), Math.Exp(point[3] + Dot(point, 2, z)));
            var slopes = Term(customers.Rows[row], (r, alpha, a, b), out var logLikelihood);
            sums[0] += logLikelihood;
            sums[1] += slopes.R * r;
            AddEffects(sums, 0, slopes.Alpha * alpha, (-1, z));
            AddEffects(sums, 1, slopes.A * a, (1, z));
            AddEffects(sums, 2, slopes.B * b, (1, z));
        }
    }

    void AddEffects(Span<double> sums, int effect, double slope, (int Sign, double[] Covariates) of)
    {
        sums[2 + effect] += slope;
        var own = sums.Slice(5 + effect * scale.Count, scale.Count);
        for (var covariate = 0; covariate < own.Length; covariate++) own[covariate] += of.Sign * slope * of.Covariates[covariate];
    }

    // As in GeometricLikelihood, without its tables.
    static (double R, double Alpha, double A, double B) Term(PurchaseSummary customer, (double R, double Alpha, double A, double B) at, out double logLikelihood)
    {
        var (x, recency, age, _) = customer;
        var (ofR, ofB, ofBoth) = (Rising(at.R, x), Rising(at.B, x), Rising(at.A + at.B, x));
        var purchases = at.R + x;
        var (logGrown, logRatio) = (NearZero.LogOnePlus(age / at.Alpha), Math.Log((at.Alpha + age) / (at.Alpha + recency)));
        var logOdds = x == 0 ? double.NegativeInfinity : Math.Log(at.A / (at.B + x - 1)) + purchases * logRatio;
        var gone = Sigmoid.Of(logOdds);
        logLikelihood = ofR.Log + ofB.Log - ofBoth.Log - purchases * logGrown - x * Math.Log(at.Alpha) + Sigmoid.Softplus(logOdds);
        return (
            ofR.Slope - logGrown + gone * logRatio,
            (at.R * age / at.Alpha - x) / (at.Alpha + age) - gone * purchases * (age - recency) / ((at.Alpha + age) * (at.Alpha + recency)),
            gone / at.A - ofBoth.Slope,
            ofB.Slope - ofBoth.Slope - (x == 0 ? 0 : gone / (at.B + x - 1)));
    }

    /// <summary>ln of z (z + 1) ... (z + count - 1), and its derivative.</summary>
    static (double Log, double Slope) Rising(double z, int count)
    {
        if (count > DirectUpTo) return (Gamma.Log(z + count) - Gamma.Log(z), Gamma.Digamma(z + count) - Gamma.Digamma(z));
        var (log, slope) = (0.0, 0.0);
        for (var k = 0; k < count; k++)
        {
            log += Math.Log(z + k);
            slope += 1 / (z + k);
        }
        return (log, slope);
    }

    static double Dot(double[] point, int effect, double[] z)
    {
        var sum = 0.0;
        for (var covariate = 0; covariate < z.Length; covariate++) sum += point[4 + effect * z.Length + covariate] * z[covariate];
        return sum;
    }
}
