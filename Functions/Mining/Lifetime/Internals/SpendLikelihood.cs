using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Lifetime.Internals;

/// <summary>Log-likelihood of the Gamma-Gamma model and its gradient, over sorted customers.</summary>
sealed class SpendLikelihood
{
    const int ParameterCount = 3;

    readonly (int Frequency, double MeanSpend)[] _customers;
    readonly int[] _frequencies;                    // distinct, rising
    readonly int[] _position;                       // of each customer's frequency in _frequencies
    readonly (double Log, double P, double Q)[] _gammas;   // of each distinct frequency: the part without amounts, and its derivatives
    readonly double _meanLog;                       // mean over customers of the part without parameters
    readonly double _meanSpend;
    double _p, _q, _v;

    public SpendLikelihood(ReadOnlySpan<PurchaseSummary> rows)
    {
        var customers = new List<(int, double)>(rows.Length);
        foreach (var row in rows)
            if (row is { Frequency: > 0, MeanSpend: > 0 }) customers.Add((row.Frequency, row.MeanSpend));
        if (customers.Count < 2)
            throw new ArgumentException(
                $"{customers.Count} customers have a repeat purchase and a mean spend above 0; the Gamma-Gamma model needs at least two.");
        customers.Sort();
        _customers = [.. customers];
        _frequencies = [.. _customers.Select(customer => customer.Frequency).Distinct()];
        _position = Array.ConvertAll(_customers, customer => Array.BinarySearch(_frequencies, customer.Frequency));
        _gammas = new (double, double, double)[_frequencies.Length];
        _meanLog = -_customers.Sum(customer => Math.Log(customer.MeanSpend)) / _customers.Length;
        _meanSpend = _customers.Average(customer => customer.MeanSpend);
    }

    public (double[] Parameters, FitSummary Summary) Maximise(PurchaseModelOptions options, RunContext run)
    {
        options.Validate();
        double[][] starts = [[2, 2, _meanSpend], [10, 10, _meanSpend], [1, 1.5, _meanSpend / 2]];
        Minimum? best = null;
        for (var start = 0; start < starts.Length; start++)
        {
            var found = QuasiNewton.Minimise(Objective(run), (Array.ConvertAll(starts[start], Math.Log), null), options, run.Part(start, starts.Length));
            if (best is null || found.Value < best.Value) best = found;
            if (found.Converged) break;
        }
        return (Array.ConvertAll(best!.Point, Math.Exp), new FitSummary(-best.Value * _customers.Length, _customers.Length, best.Converged));
    }

    public SmoothFunction Objective(RunContext run) => (point, gradient) =>
    {
        run.Cancellation.ThrowIfCancellationRequested();
        (_p, _q, _v) = (Math.Exp(point[0]), Math.Exp(point[1]), Math.Exp(point[2]));
        for (var i = 0; i < _frequencies.Length; i++) _gammas[i] = GammasOf(_frequencies[i]);
        var sums = BlockSums.Of(_customers.Length, 1 + ParameterCount, run, Add);
        for (var i = 0; i < ParameterCount; i++) gradient[i] = -sums[1 + i] * Math.Exp(point[i]) / _customers.Length;
        return -sums[0] / _customers.Length - _meanLog;
    };

    (double, double, double) GammasOf(int frequency)
    {
        var shape = _p * frequency;
        var both = Gamma.Digamma(shape + _q);
        return (-Gamma.LogBeta(shape, _q), frequency * (both - Gamma.Digamma(shape)), both - Gamma.Digamma(_q));
    }

    void Add(int from, int to, Span<double> sums)
    {
        for (var row = from; row < to; row++)
        {
            var (frequency, meanSpend) = _customers[row];
            var gammas = _gammas[_position[row]];
            var shape = _p * frequency;
            var spent = frequency * meanSpend;
            var (ofSpent, ofRest) = (-NearZero.LogOnePlus(_v / spent), -NearZero.LogOnePlus(spent / _v));   // logs of the two shares of v + spent
            sums[0] += gammas.Log + shape * ofSpent + _q * ofRest;
            sums[1] += gammas.P + frequency * ofSpent;
            sums[2] += gammas.Q + ofRest;
            sums[3] += (_q * spent / _v - shape) / (_v + spent);
        }
    }
}
