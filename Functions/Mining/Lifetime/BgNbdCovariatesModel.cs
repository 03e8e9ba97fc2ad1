using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>A fitted BG/NBD model with covariates. Immutable and thread-safe.</summary>
public sealed class BgNbdCovariatesModel
{
    const string Format = "crminsights-bgnbd-covariates";
    const int FormatVersion = 1;

    readonly double[] _base;                                // r, alpha0, a0, b0: of a customer whose covariates are all 0
    readonly double[][] _effects;                           // on the rate, on a, on b

    internal BgNbdCovariatesModel(double[] atZero, double[][] effects, FitSummary fit, double plainLogLikelihood) =>
        (_base, _effects, Fit, PlainLogLikelihood) = (atZero, effects, fit, plainLogLikelihood);

    /// <summary>Number of covariates.</summary>
    public int CovariateCount => _effects[0].Length;

    /// <summary>Change of the logarithm of the purchase rate per unit of each covariate.</summary>
    public ReadOnlySpan<double> RateEffects => _effects[0];

    /// <summary>Change of ln a per unit of each covariate: higher means leaving sooner.</summary>
    public ReadOnlySpan<double> LeaveEffects => _effects[1];

    /// <summary>Change of ln b per unit of each covariate: higher means leaving later.</summary>
    public ReadOnlySpan<double> StayEffects => _effects[2];

    /// <summary>How the fit went.</summary>
    public FitSummary Fit { get; }

    /// <summary>Log-likelihood of the model without covariates on the same customers.</summary>
    public double PlainLogLikelihood { get; }

    /// <summary>Twice the gain in log-likelihood over the model without covariates; under it about chi-square with three degrees of freedom a covariate (Wilks 1938).</summary>
    public double LikelihoodRatio => Math.Max(0, 2 * (Fit.LogLikelihood - PlainLogLikelihood));

    /// <summary>Probability of a ratio at least as great if no covariate mattered.</summary>
    public double PValue => IncompleteGamma.Upper(1.5 * CovariateCount, LikelihoodRatio / 2);

    /// <summary>The model of customers with these covariates: all that BG/NBD says of one customer.</summary>
    /// <param name="covariates">In the order of the fit, finite.</param>
    public BgNbdModel For(ReadOnlySpan<float> covariates)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(covariates.Length, CovariateCount, nameof(covariates));
        var sums = new double[3];
        for (var covariate = 0; covariate < covariates.Length; covariate++)
        {
            if (!float.IsFinite(covariates[covariate]))
                throw new ArgumentOutOfRangeException(nameof(covariates), covariates[covariate], $"Covariate {covariate} is not finite.");
            for (var effect = 0; effect < 3; effect++) sums[effect] += _effects[effect][covariate] * covariates[covariate];
        }
        return new BgNbdModel([_base[0], _base[1] * Math.Exp(-sums[0]), _base[2] * Math.Exp(sums[1]), _base[3] * Math.Exp(sums[2])], Fit);
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        writer.Numbers("atZero", _base);
        writer.Numbers("rateEffects", _effects[0]);
        writer.Numbers("leaveEffects", _effects[1]);
        writer.Numbers("stayEffects", _effects[2]);
        writer.Number("logLikelihood", Fit.LogLikelihood);
        writer.Number("customers", Fit.CustomerCount);
        writer.Flag("converged", Fit.Converged);
        writer.Number("plainLogLikelihood", PlainLogLikelihood);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or out of range; the message says which.</exception>
    public static BgNbdCovariatesModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var atZero = reader.FiniteNumbers("atZero");
        reader.Require(atZero.Length == 4 && atZero.All(value => value > 0), "atZero", "four numbers above 0");
        string[] names = ["rateEffects", "leaveEffects", "stayEffects"];
        var effects = Array.ConvertAll(names, reader.FiniteNumbers);
        for (var effect = 0; effect < names.Length; effect++)
            reader.Require(effects[effect].Length > 0 && effects[effect].Length == effects[0].Length, names[effect], "at least one number, as many as rateEffects");
        var customers = reader.Finite("customers");
        reader.Require(customers is >= 1 and <= int.MaxValue && customers == Math.Floor(customers), "customers", "a whole number of at least 1");
        var fit = new FitSummary(reader.Finite("logLikelihood"), (int)customers, reader.Flag("converged"));
        var plain = reader.Finite("plainLogLikelihood");
        reader.End();
        return new BgNbdCovariatesModel(atZero, effects, fit, plain);
    }
}
