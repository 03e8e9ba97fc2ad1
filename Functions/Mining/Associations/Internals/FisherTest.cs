namespace CrmInsights.Mining.Associations.Internals;

/// <summary>One-sided Fisher's exact test on two sets of transactions: are they together more often than by chance?</summary>
/// <remarks>The upper tail of the hypergeometric distribution, in logarithms; terms are summed until they no longer matter.</remarks>
sealed class FisherTest
{
    readonly double[] _logFactorial;

    public FisherTest(int transactionCount)
    {
        _logFactorial = new double[transactionCount + 1];
        for (var n = 2; n <= transactionCount; n++) _logFactorial[n] = _logFactorial[n - 1] + Math.Log(n);
    }

    /// <summary>Probability of <paramref name="joint"/> or more common transactions of sets of the given sizes.</summary>
    public double PValue(int joint, int left, int right)
    {
        var total = _logFactorial.Length - 1;
        var most = Math.Min(left, right);
        var sum = 0.0;
        var term = Math.Exp(LogTerm(joint, left, right, total));
        for (var k = joint; k <= most && term > sum * 1e-17; k++)
        {
            sum += term;
            term *= (double)(left - k) * (right - k) / ((k + 1.0) * (total - left - right + k + 1.0));
        }
        return Math.Min(1, sum);
    }

    double LogTerm(int joint, int left, int right, int total) =>
        LogChoose(left, joint) + LogChoose(total - left, right - joint) - LogChoose(total, right);

    double LogChoose(int n, int k) => _logFactorial[n] - _logFactorial[k] - _logFactorial[n - k];
}
