using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Lifetime.Internals;

/// <summary>Log-likelihood of BG/BB and its gradient, over equal customers counted.</summary>
sealed class OpportunityLikelihood
{
    const int ParameterCount = 4;

    readonly (OpportunitySummary Customer, int Count)[] _groups;
    readonly int _customerCount;
    readonly RisingFactorials _ofAlpha, _ofBeta, _ofAlphaBeta, _ofGamma, _ofDelta, _ofGammaDelta;

    public OpportunityLikelihood(IReadOnlyCollection<OpportunitySummary> customers)
    {
        _customerCount = customers.Count;
        _groups =
        [
            .. customers.GroupBy(customer => customer).Select(group => (group.Key, group.Count()))
                .OrderBy(group => group.Key.Opportunities).ThenBy(group => group.Key.Recency).ThenBy(group => group.Key.Frequency),
        ];
        RisingFactorials Table() => new(customers.Max(customer => customer.Opportunities) + 1);
        (_ofAlpha, _ofBeta, _ofAlphaBeta, _ofGamma, _ofDelta, _ofGammaDelta) = (Table(), Table(), Table(), Table(), Table(), Table());
    }

    public (double[] Parameters, FitSummary Summary) Maximise(PurchaseModelOptions options, RunContext run)
    {
        options.Validate();
        var found = QuasiNewton.Minimise(Objective(run), ([0, 0, 0, 1], null), options, run);
        return (Array.ConvertAll(found.Point, Math.Exp), new FitSummary(-found.Value * _customerCount, _customerCount, found.Converged));
    }

    /// <summary>Log-likelihood of all customers at given parameters.</summary>
    public double At(double[] parameters, RunContext run) => Sums(parameters, run)[0];

    public SmoothFunction Objective(RunContext run) => (point, gradient) =>
    {
        run.Cancellation.ThrowIfCancellationRequested();
        var parameters = Array.ConvertAll(point.ToArray(), Math.Exp);
        var sums = Sums(parameters, run);
        for (var i = 0; i < ParameterCount; i++) gradient[i] = -sums[1 + i] * parameters[i] / _customerCount;
        return -sums[0] / _customerCount;
    };

    double[] Sums(double[] parameters, RunContext run)
    {
        _ofAlpha.Fill(parameters[0]);
        _ofBeta.Fill(parameters[1]);
        _ofAlphaBeta.Fill(parameters[0] + parameters[1]);
        _ofGamma.Fill(parameters[2]);
        _ofDelta.Fill(parameters[3]);
        _ofGammaDelta.Fill(parameters[2] + parameters[3]);
        return BlockSums.Of(_groups.Length, 1 + ParameterCount, run, Add);
    }

    void Add(int from, int to, Span<double> sums)
    {
        Span<double> story = stackalloc double[1 + ParameterCount];
        Span<double> total = stackalloc double[1 + ParameterCount];
        for (var group = from; group < to; group++)
        {
            var ((frequency, recency, opportunities), count) = _groups[group];
            Tell(frequency, opportunities, left: false, total);
            for (var last = recency; last < opportunities; last++)
            {
                Tell(frequency, last, left: true, story);
                Mix(total, story);
            }
            for (var i = 0; i < total.Length; i++) sums[i] += count * total[i];
        }
    }

    /// <summary>Log-probability, with its derivatives, of a customer who was active for <paramref name="active"/> opportunities and then left, or did not yet.</summary>
    void Tell(int frequency, int active, bool left, Span<double> story)
    {
        var (missed, leaving) = (active - frequency, left ? 1 : 0);
        story[0] = _ofAlpha.Logs[frequency] + _ofBeta.Logs[missed] - _ofAlphaBeta.Logs[active]
            + _ofGamma.Logs[leaving] + _ofDelta.Logs[active] - _ofGammaDelta.Logs[active + leaving];
        story[1] = _ofAlpha.Slopes[frequency] - _ofAlphaBeta.Slopes[active];
        story[2] = _ofBeta.Slopes[missed] - _ofAlphaBeta.Slopes[active];
        story[3] = _ofGamma.Slopes[leaving] - _ofGammaDelta.Slopes[active + leaving];
        story[4] = _ofDelta.Slopes[active] - _ofGammaDelta.Slopes[active + leaving];
    }

    /// <summary>ln(exp(total) + exp(story)) and its derivatives.</summary>
    static void Mix(Span<double> total, ReadOnlySpan<double> story)
    {
        var share = Sigmoid.Of(story[0] - total[0]);
        total[0] += Sigmoid.Softplus(story[0] - total[0]);
        for (var i = 1; i < total.Length; i++) total[i] += share * (story[i] - total[i]);
    }
}
