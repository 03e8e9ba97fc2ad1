namespace CrmInsights.Mining.Associations.Internals;

/// <summary>One-sided Fisher's exact test on two sets of transactions: are they together more often than by chance?</summary>
/// <remarks>The upper tail of the hypergeometric distribution, in logarithms; terms are summed until they no longer matter.</remarks>
sealed class FisherTest
{
    readonly double[] _logFactorial;

    public FisherTest(int transactionCount)
    {
        _logFactorial = new double[transactionCount + 1];
        var lost = 0.0;                                     // rounding of the sum so far (Kahan 1965): a million terms lose six of sixteen digits otherwise
        for (var n = 2; n <= transactionCount; n++)
        {
            var more = Math.Log(n) - lost;
            _logFactorial[n] = _logFactorial[n - 1] + more;
            lost = _logFactorial[n] - _logFactorial[n - 1] - more;
        }
    }

    /// <summary>Probability of <paramref name="joint"/> or more common transactions of sets of the given sizes.</summary>
    public double PValue(int joint, int left, int right)
    {
        var (low, mode, high) = Range(left, right);
        // Up to the mode the other tail is added up: from there terms fall, while those above could begin too small to be numbers at all.
        return Math.Min(1, joint > mode ? Tail(joint, high, (left, right)) : 1 - Below(joint, low, (left, right)));
    }

    /// <summary>Probability of a number of common transactions that is at most as likely as the one seen; terms equal up to rounding count, as in R.</summary>
    public double TwoSided(int joint, int left, int right)
    {
        var total = _logFactorial.Length - 1;
        var limit = LogTerm(joint, left, right, total) + 1e-7;
        var (low, mode, high) = Range(left, right);
        if (LogTerm(mode, left, right, total) <= limit) return 1;
        var above = First(mode, high, count => LogTerm(count, left, right, total) <= limit);
        var below = -First(-mode, -low, count => LogTerm(-count, left, right, total) <= limit);
        return Math.Min(1, Tail(above, high, (left, right)) + Below(below + 1, low, (left, right)));
    }

    (int Low, int Mode, int High) Range(int left, int right)
    {
        var total = _logFactorial.Length - 1;
        var (low, high) = (Math.Max(0, left + right - total), Math.Min(left, right));
        return (low, (int)Math.Clamp((left + 1L) * (right + 1L) / (total + 2L), low, high), high);
    }

    /// <summary>Probability of fewer than <paramref name="joint"/>: the upper tail of the transactions without the right set.</summary>
    double Below(int joint, int low, (int Left, int Right) sizes) =>
        Tail(sizes.Left - joint + 1, sizes.Left - low, (sizes.Left, _logFactorial.Length - 1 - sizes.Right));

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
