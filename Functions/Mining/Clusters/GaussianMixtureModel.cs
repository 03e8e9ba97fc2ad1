using CrmInsights.Mining.Clusters.Internals;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Clusters;

/// <summary>A fitted mixture of normal distributions. Immutable and thread-safe.</summary>
public sealed class GaussianMixtureModel
{
    const string Format = "crminsights-gaussianmixture";
    const int FormatVersion = 1;

    readonly GaussianComponent[] _components;

    internal GaussianMixtureModel(GaussianComponent[] components) => _components = components;

    /// <summary>Number of features of a row.</summary>
    public int FeatureCount => _components[0].Mean.Length;

    /// <summary>Number of components.</summary>
    public int ComponentCount => _components.Length;

    /// <summary>Mean log-density of the training rows.</summary>
    public double MeanLogLikelihood { get; internal init; }

    /// <summary>False where the fit stopped at its limit of iterations.</summary>
    public bool Converged { get; internal init; }

    /// <summary>Share of the rows that a component stands for.</summary>
    public double Weight(int component) => _components[component].Weight;

    /// <summary>Mean of a component.</summary>
    public ReadOnlySpan<double> Mean(int component) => _components[component].Mean;

    /// <summary>Covariance matrix of a component, row after row.</summary>
    public ReadOnlySpan<double> Covariance(int component) => _components[component].Covariance;

    /// <summary>The component that most likely gave a row.</summary>
    public int Predict(ReadOnlySpan<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount, nameof(row));
        var (best, greatest) = (0, double.NegativeInfinity);
        for (var component = 0; component < _components.Length; component++)
        {
            var density = _components[component].LogDensity(row);
            if (density > greatest) (best, greatest) = (component, density);
        }
        return best;
    }

    /// <summary>Probability of each component given a row, adding up to 1, and the log-density of the row.</summary>
    /// <param name="row">The features of one row.</param>
    /// <param name="shares">Receives one probability a component.</param>
    /// <returns>ln of the density of the mixture.</returns>
    public double Responsibilities(ReadOnlySpan<float> row, Span<double> shares)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount, nameof(row));
        ArgumentOutOfRangeException.ThrowIfNotEqual(shares.Length, ComponentCount, nameof(shares));
        return Share(_components, row, shares);
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        writer.Numbers("weights", Array.ConvertAll(_components, component => component.Weight));
        writer.Numbers("means", [.. _components.SelectMany(component => component.Mean)]);
        writer.Numbers("covariances", [.. _components.SelectMany(component => component.Covariance)]);
        writer.Number("meanLogLikelihood", MeanLogLikelihood);
        writer.Flag("converged", Converged);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or out of range; the message says which.</exception>
    public static GaussianMixtureModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var weights = reader.FiniteNumbers("weights");
        var means = reader.FiniteNumbers("means");
        var covariances = reader.FiniteNumbers("covariances");
        reader.Require(weights.Length > 0 && weights.All(weight => weight >= 0), "weights", "at least one number of at least 0");
        reader.Require(means.Length > 0 && means.Length % weights.Length == 0, "means", $"a multiple of {weights.Length} numbers");
        var d = means.Length / weights.Length;
        reader.Require(covariances.Length == weights.Length * d * d, "covariances", $"{weights.Length * d * d} numbers");
        var (likelihood, converged) = (reader.Finite("meanLogLikelihood"), reader.Flag("converged"));
        reader.End();
        try
        {
            return new GaussianMixtureModel(
                [.. weights.Select((weight, i) => new GaussianComponent(weight, means[(i * d)..((i + 1) * d)], covariances[(i * d * d)..((i + 1) * d * d)]))])
            {
                MeanLogLikelihood = likelihood,
                Converged = converged,
            };
        }
        catch (ArgumentException broken)
        {
            throw new InvalidDataException($"{Format}, field \"covariances\": expected positive definite matrices. {broken.Message}", broken);
        }
    }

    internal static double Share(GaussianComponent[] components, ReadOnlySpan<float> row, Span<double> shares)
    {
        var greatest = double.NegativeInfinity;
        for (var component = 0; component < shares.Length; component++)
        {
            shares[component] = components[component].LogDensity(row);
            greatest = Math.Max(greatest, shares[component]);
        }
        var sum = 0.0;
        foreach (ref var share in shares) sum += share = Math.Exp(share - greatest);
        foreach (ref var share in shares) share /= sum;
        return greatest + Math.Log(sum);
    }
}
