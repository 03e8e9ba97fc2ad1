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
    public double PValue(int joint, int left, int right) => Math.Min(1, Tail(joint, Math.Min(left, right), (left, right)));

    /// <summary>Probability of a number of common transactions that is at most as likely as the one seen; terms equal up to rounding count, as in R.</summary>
    public double TwoSided(int joint, int left, int right)
    {
        var total = _logFactorial.Length - 1;
        var limit = LogTerm(joint, left, right, total) + 1e-7;
        var (low, high) = (Math.Max(0, left + right - total), Math.Min(left, right));
        var mode = (int)Math.Clamp((left + 1L) * (right + 1L) / (total + 2L), low, high);
        if (LogTerm(mode, left, right, total) <= limit) return 1;
        var above = First(mode, high, count => LogTerm(count, left, right, total) <= limit);
        var below = -First(-mode, -low, count => LogTerm(-count, left, right, total) <= limit);
        // The lower tail is the upper tail of the transactions without the right set.
        return Math.Min(1, Tail(above, high, (left, right)) + Tail(left - below, left - low, (left, total - right)));
    }

    double Tail(int from, int most, (int Left, int Right) sizes)
    {
        var total = _logFactorial.Length - 1;
        if (from > most) return 0;
        var (left, right) = sizes;
        var sum = 0.0;
        var term = Math.Exp(LogTerm(from, left, right, total));
        for (var k = from; k <= most && term > sum * 1e-17; k++)
        {
            sum += term;
            term *= (double)(left - k) * (right - k) / ((k + 1.0) * (total - left - right + k + 1.0));
        }
        return sum;
    }

    /// <summary>The first number above <paramref name="from"/> that holds, where all after it hold too; one more than the last where none does.</summary>
    static int First(int from, int to, Func<int, bool> holds)
    {
        var (no, yes) = (from, to + 1);
        while (yes - no > 1)
        {
            var middle = no + (yes - no) / 2;
            if (holds(middle)) yes = middle;
            else no = middle;
        }
        return yes;
    }

    double LogTerm(int joint, int left, int right, int total) =>
        LogChoose(left, joint) + LogChoose(total - left, right - joint) - LogChoose(total, right);

    double LogChoose(int n, int k) => _logFactorial[n] - _logFactorial[k] - _logFactorial[n - k];
}
