namespace CrmInsights.Mining.Lifetime.Internals;

/// <summary>
/// ln(z (z+1) ... (z+n-1)), which is ln Gamma(z+n) - ln Gamma(z), and its derivative by z, for all n up to a bound.
/// Sums of logarithms: nothing cancels, however large z is.
/// </summary>
sealed class RisingFactorials
{
    readonly double[] _logs;
    readonly double[] _slopes;

    public RisingFactorials(int maxLength)
    {
        _logs = new double[maxLength + 1];
        _slopes = new double[maxLength + 1];
    }

    public ReadOnlySpan<double> Logs => _logs;

    public ReadOnlySpan<double> Slopes => _slopes;

    public void Fill(double z)
    {
        for (var n = 1; n < _logs.Length; n++)
        {
            _logs[n] = _logs[n - 1] + Math.Log(z + n - 1);
            _slopes[n] = _slopes[n - 1] + 1 / (z + n - 1);
        }
    }
}
