using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Mining.Linear;

/// <summary>A fitted generalised linear model on the original scale of its features. Immutable and thread-safe.</summary>
/// <remarks>The margin is the linear sum: log-odds (Logistic), the mean itself (Gaussian) or its logarithm (Poisson, Gamma).</remarks>
public sealed class LinearModel
{
    const string Format = "crminsights-linear";
    const int FormatVersion = 2;

    readonly double[] _weights;
    readonly double[] _means;

    internal LinearModel(LinearFamily family, double intercept, double[] weights, double[] means) =>
        (Family, Intercept, _weights, _means) = (family, intercept, weights, means);

    /// <summary>What the margin means and how labels scatter.</summary>
    public LinearFamily Family { get; }

    /// <summary>Margin of a row whose features are all 0.</summary>
    public double Intercept { get; }

    /// <summary>Change of the margin per unit of each feature.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>Mean of each feature in training: what a missing value counts as, and the row that <see cref="Explain"/> compares with.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>Number of features of a row.</summary>
    public int FeatureCount => _weights.Length;

    /// <summary>False where the fit stopped at its limit of steps, as it does when the classes can be separated.</summary>
    public bool Converged { get; internal init; }

    /// <summary>Standard errors, the intercept first; empty for penalised fits, where they would mislead. NaN for a constant feature.</summary>
    public IReadOnlyList<double> StandardErrors { get; internal init; } = [];

    /// <summary>Variance of a label over what its family says at dispersion 1: Pearson's estimate for Gaussian and Gamma, 1 for Logistic and Poisson; 0 where no row was left to estimate it.</summary>
    public double Dispersion { get; internal init; } = 1;

    /// <summary>Deviance on the training rows, each by its weight.</summary>
    public double Deviance { get; internal init; }

    /// <summary>Deviance of the model that knows only the mean label.</summary>
    public double NullDeviance { get; internal init; }

    /// <summary>Margin of the mean row; <see cref="Explain"/> starts from it.</summary>
    public double BaseMargin => MarginOf([]);

    /// <summary>Margin of one row; NaN counts as the mean.</summary>
    public double Margin(ReadOnlySpan<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount, nameof(row));
        return MarginOf(row);
    }

    /// <summary>Expected label of one row: the probability of label 1 for Logistic, else the mean.</summary>
    public double Predict(ReadOnlySpan<float> row) => MeanOf(Margin(row));

    /// <summary>Expected labels, one a row.</summary>
    public void Predict(FeatureMatrix rows, Span<double> means)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(means.Length, rows.RowCount, nameof(means));
        for (var row = 0; row < rows.RowCount; row++) means[row] = Predict(rows.Row(row));
    }

    /// <summary>Wald intervals: weight plus and minus a normal quantile of its standard errors, as R's confint.default. The intercept first; a constant feature has NaN ends.</summary>
    /// <exception cref="InvalidOperationException">The fit was penalised or had no row left; use <see cref="LinearBootstrap"/>.</exception>
    public IReadOnlyList<Interval> Intervals(double confidence = Interval.DefaultConfidence)
    {
        if (StandardErrors.Count == 0)
            throw new InvalidOperationException("The model has no standard errors, as its fit was penalised or exact; LinearBootstrap gives intervals.");
        return [.. StandardErrors.Select((error, index) => Interval.Around(index == 0 ? Intercept : _weights[index - 1], error, confidence))];
    }

    /// <summary>Splits the margin: <see cref="BaseMargin"/> plus all shares is <see cref="Margin"/>.</summary>
    /// <param name="row">The features of one row.</param>
    /// <param name="shares">Receives one share a feature, in units of the margin, relative to the mean row; 0 for a missing value.</param>
    public void Explain(ReadOnlySpan<float> row, Span<double> shares)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount, nameof(row));
        ArgumentOutOfRangeException.ThrowIfNotEqual(shares.Length, FeatureCount, nameof(shares));
        for (var feature = 0; feature < row.Length; feature++)
            shares[feature] = float.IsNaN(row[feature]) ? 0 : _weights[feature] * (row[feature] - _means[feature]);
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        writer.Text("family", Family.ToString());
        writer.Number("intercept", Intercept);
        writer.Numbers("weights", _weights);
        writer.Numbers("means", _means);
        writer.Flag("converged", Converged);
        writer.Number("dispersion", Dispersion);
        writer.Number("deviance", Deviance);
        writer.Number("nullDeviance", NullDeviance);
        writer.Numbers("standardErrors", [.. StandardErrors]);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or of the wrong length; the message says which.</exception>
    public static LinearModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var named = Enum.TryParse<LinearFamily>(reader.Text("family"), out var family);
        reader.Require(named && Enum.IsDefined(family), "family", "Logistic, Gaussian, Poisson or Gamma");
        var intercept = reader.Finite("intercept");
        var weights = reader.FiniteNumbers("weights");
        var means = reader.FiniteNumbers("means");
        var converged = reader.Flag("converged");
        var (dispersion, deviance, nullDeviance) = (reader.Finite("dispersion"), reader.Finite("deviance"), reader.Finite("nullDeviance"));
        reader.Require(dispersion >= 0, "dispersion", "a number of at least 0");
        var errors = reader.Numbers("standardErrors");
        reader.Require(weights.Length > 0, "weights", "at least one number");
        reader.Require(means.Length == weights.Length, "means", $"{weights.Length} numbers, one a weight");
        reader.Require(errors.Length == 0 || errors.Length == weights.Length + 1, "standardErrors", $"none or {weights.Length + 1} numbers");
        reader.End();
        return new LinearModel(family, intercept, weights, means)
        {
            Converged = converged,
            StandardErrors = errors,
            Dispersion = dispersion,
            Deviance = deviance,
            NullDeviance = nullDeviance,
        };
    }

    double MeanOf(double margin) => Family switch
    {
        LinearFamily.Logistic => Sigmoid.Of(margin),
        LinearFamily.Gaussian => margin,
        _ => Math.Exp(margin),
    };

    double MarginOf(ReadOnlySpan<float> row)
    {
        var margin = Intercept;
        for (var feature = 0; feature < _weights.Length; feature++)
            margin += _weights[feature] * (row.IsEmpty || float.IsNaN(row[feature]) ? _means[feature] : row[feature]);
        return margin;
    }
}
