using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>A fitted BG/BB model. Immutable and thread-safe.</summary>
public sealed class BgBbModel
{
    static readonly ModelFile s_file = new("crminsights-bgbb", "alpha", "beta", "gamma", "delta");

    internal BgBbModel(double[] parameters, FitSummary fit) =>
        (Alpha, Beta, Gamma, Delta, Fit) = (parameters[0], parameters[1], parameters[2], parameters[3], fit);

    /// <summary>First parameter of the beta distribution of the probability of buying.</summary>
    public double Alpha { get; }
    /// <summary>Second parameter of the beta distribution of the probability of buying.</summary>
    public double Beta { get; }
    /// <summary>First parameter of the beta distribution of the probability of leaving.</summary>
    public double Gamma { get; }
    /// <summary>Second parameter of the beta distribution of the probability of leaving.</summary>
    public double Delta { get; }
    /// <summary>How the fit went.</summary>
    public FitSummary Fit { get; }

    /// <summary>Probability that the customer is still active at the next opportunity.</summary>
    /// <exception cref="ArgumentException">The history contradicts itself.</exception>
    public double ProbabilityAlive(OpportunitySummary customer) =>
        Math.Exp(LogBuying(customer, 0) + LogStaying(customer.Opportunities + 1) - LogLikelihood(customer));

    /// <summary>Expected purchases at the next <paramref name="opportunities"/>, in time proportional to their number.</summary>
    /// <exception cref="ArgumentException">The history contradicts itself, or the number is negative.</exception>
    public double ExpectedPurchases(int opportunities, OpportunitySummary customer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(opportunities);
        var buying = LogBuying(customer, 1) - LogLikelihood(customer);
        var expected = 0.0;
        for (var ahead = 1; ahead <= opportunities; ahead++) expected += Math.Exp(buying + LogStaying(customer.Opportunities + ahead));
        return expected;
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream) => s_file.Write(stream, [Alpha, Beta, Gamma, Delta], Fit);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or out of range; the message says which.</exception>
    public static BgBbModel Load(Stream stream)
    {
        var (parameters, fit) = s_file.Read(stream);
        return new BgBbModel(parameters, fit);
    }

    double LogLikelihood(OpportunitySummary customer)
    {
        BgBb.Validate(0, customer);
        return new OpportunityLikelihood([customer]).At([Alpha, Beta, Gamma, Delta], new RunContext());
    }

    double LogBuying(OpportunitySummary customer, int more) =>
        Mining.Internals.Gamma.LogBeta(Alpha + customer.Frequency + more, Beta + customer.Opportunities - customer.Frequency)
        - Mining.Internals.Gamma.LogBeta(Alpha, Beta);

    double LogStaying(int opportunities) =>
        Mining.Internals.Gamma.LogBeta(Gamma, Delta + opportunities) - Mining.Internals.Gamma.LogBeta(Gamma, Delta);
}
