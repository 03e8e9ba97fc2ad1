using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Linear;

/// <summary>A fitted logistic regression on the original scale of its features. Immutable and thread-safe.</summary>
public sealed class LinearModel
{
    const string Format = "crminsights-linear";
    const int FormatVersion = 1;

    readonly double[] _weights;
    readonly double[] _means;

    internal LinearModel(double intercept, double[] weights, double[] means) =>
        (Intercept, _weights, _means) = (intercept, weights, means);

    /// <summary>Log-odds of a row whose features are all 0.</summary>
    public double Intercept { get; }

    /// <summary>Change of the log-odds per unit of each feature.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>Mean of each feature in training: what a missing value counts as, and the row that <see cref="Explain"/> compares with.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>Number of features of a row.</summary>
    public int FeatureCount => _weights.Length;

    /// <summary>False where the fit stopped at its limit of steps, as it does when the classes can be separated.</summary>
    public bool Converged { get; internal init; }

    /// <summary>Standard errors, the intercept first; empty for penalised fits, where they would mislead. NaN for a constant feature.</summary>
    public IReadOnlyList<double> StandardErrors { get; internal init; } = [];

    /// <summary>Log-odds of the mean row; <see cref="Explain"/> starts from it.</summary>
    public double BaseMargin => MarginOf([]);

    /// <summary>Log-odds of one row; NaN counts as the mean.</summary>
    public double Margin(ReadOnlySpan<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount, nameof(row));
        return MarginOf(row);
    }

    /// <summary>Probability of label 1 for one row.</summary>
    public double Predict(ReadOnlySpan<float> row) => Sigmoid.Of(Margin(row));

    /// <summary>Probabilities of label 1, one a row.</summary>
    public void Predict(Data.FeatureMatrix rows, Span<double> probabilities)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(probabilities.Length, rows.RowCount, nameof(probabilities));
        for (var row = 0; row < rows.RowCount; row++) probabilities[row] = Predict(rows.Row(row));
    }

    /// <summary>Splits the margin: <see cref="BaseMargin"/> plus all shares is <see cref="Margin"/>.</summary>
    /// <param name="row">The features of one row.</param>
    /// <param name="shares">Receives one share a feature, in log-odds, relative to the mean row; 0 for a missing value.</param>
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
        writer.Number("intercept", Intercept);
        writer.Numbers("weights", _weights);
        writer.Numbers("means", _means);
        writer.Flag("converged", Converged);
        writer.Numbers("standardErrors", [.. StandardErrors]);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or of the wrong length; the message says which.</exception>
    public static LinearModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var intercept = reader.Finite("intercept");
        var weights = reader.FiniteNumbers("weights");
        var means = reader.FiniteNumbers("means");
        var converged = reader.Flag("converged");
        var errors = reader.Numbers("standardErrors");
        reader.Require(weights.Length > 0, "weights", "at least one number");
        reader.Require(means.Length == weights.Length, "means", $"{weights.Length} numbers, one a weight");
        reader.Require(errors.Length == 0 || errors.Length == weights.Length + 1, "standardErrors", $"none or {weights.Length + 1} numbers");
        reader.End();
        return new LinearModel(intercept, weights, means) { Converged = converged, StandardErrors = errors };
    }

    double MarginOf(ReadOnlySpan<float> row)
    {
        var margin = Intercept;
        for (var feature = 0; feature < _weights.Length; feature++)
            margin += _weights[feature] * (row.IsEmpty || float.IsNaN(row[feature]) ? _means[feature] : row[feature]);
        return margin;
    }
}
