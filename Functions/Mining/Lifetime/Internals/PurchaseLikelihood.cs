using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Lifetime.Internals;

/// <summary>Log-likelihood of a purchase model with positive parameters, and its gradient.</summary>
abstract class PurchaseLikelihood(PurchaseGroups groups)
{
    const int SampleSize = 10_000;

    protected PurchaseGroups Groups { get; } = groups;

    /// <summary>Number of parameters: two of buying and two of leaving.</summary>
    public virtual int ParameterCount => 4;

    /// <summary>Makes ready for <see cref="Add"/> at these parameters.</summary>
    protected abstract void Prepare(ReadOnlySpan<double> parameters);

    /// <summary>Adds log-likelihood and the derivatives by each parameter of some groups to <paramref name="sums"/>.</summary>
    protected abstract void Add(int from, int to, Span<double> sums);

    /// <summary>Starting points in the order in which they are tried.</summary>
    protected abstract double[][] Starts();

    /// <summary>The same model on other groups.</summary>
    protected abstract PurchaseLikelihood On(PurchaseGroups groups);

    /// <summary>Finds the parameters of greatest likelihood: first on a thinned sample, whose curvature makes the full search short.</summary>
    public (double[] Parameters, FitSummary Summary) Maximise(PurchaseModelOptions options, RunContext run)
    {
        options.Validate();
        if (Groups.MaxFrequency == 0)
            throw new ArgumentException($"None of the {Groups.CustomerCount} customers bought again; a purchase model needs at least one who did.");

        var best = Groups.Count > 2 * SampleSize ? FromSample(options, run) : FromStarts(options, run);
        return (Exponentials(best.Point), new FitSummary(-best.Value * Groups.CustomerCount, (int)Groups.CustomerCount, best.Converged));
    }

    /// <summary>Log-likelihood of all customers at given parameters.</summary>
    public double At(double[] parameters, RunContext run) => Sums(parameters, run)[0];

    /// <summary>Mean negative log-likelihood of a customer, as a function of the logarithms of the parameters.</summary>
    public SmoothFunction Objective(RunContext run) => (point, gradient) =>
    {
        run.Cancellation.ThrowIfCancellationRequested();
        var parameters = Exponentials(point);
        var sums = Sums(parameters, run);
        for (var i = 0; i < ParameterCount; i++) gradient[i] = -sums[1 + i] * parameters[i] / Groups.CustomerCount;
        return -sums[0] / Groups.CustomerCount;
    };

    Minimum FromSample(PurchaseModelOptions options, RunContext run)
    {
        var sample = On(Groups.Thin(SampleSize)).FromStarts(options, run.Part(0, 3));
        var best = QuasiNewton.Minimise(Objective(run), (sample.Point, sample.InverseHessian), options, run.Part(1, 3));
        return best.Converged ? best : QuasiNewton.Minimise(Objective(run), (best.Point, null), options, run.Part(2, 3));
    }

    Minimum FromStarts(PurchaseModelOptions options, RunContext run)
    {
        Minimum? best = null;
        var starts = Starts();
        for (var start = 0; start < starts.Length; start++)
        {
            var found = QuasiNewton.Minimise(Objective(run), (Array.ConvertAll(starts[start], Math.Log), null), options, run.Part(start, starts.Length));
            if (best is null || found.Value < best.Value) best = found;
            if (found.Converged) break;
        }
        return best!;
    }

    double[] Sums(ReadOnlySpan<double> parameters, RunContext run)
    {
        Prepare(parameters);
        return BlockSums.Of(Groups.Count, 1 + ParameterCount, run, Add);
    }

    static double[] Exponentials(ReadOnlySpan<double> point)
    {
        var values = new double[point.Length];
        for (var i = 0; i < point.Length; i++) values[i] = Math.Exp(point[i]);
        return values;
    }
}
