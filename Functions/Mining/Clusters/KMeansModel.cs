using CrmInsights.Mining.Clusters.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Clusters;

/// <summary>Centers of clusters. Immutable and thread-safe.</summary>
public sealed class KMeansModel
{
    const string Format = "crminsights-kmeans";
    const int FormatVersion = 1;

    readonly double[] _centers;

    internal KMeansModel(double[] centers, int featureCount) => (_centers, FeatureCount) = (centers, featureCount);

    /// <summary>Number of features of a row.</summary>
    public int FeatureCount { get; }

    /// <summary>Number of clusters.</summary>
    public int ClusterCount => _centers.Length / FeatureCount;

    /// <summary>All centers, one after the other.</summary>
    public ReadOnlySpan<double> Centers => _centers;

    /// <summary>Sum of the squared distances of the training rows from their centers.</summary>
    public double Inertia { get; internal init; }

    /// <summary>Iterations, or mini-batches, until the end.</summary>
    public int Iterations { get; internal init; }

    /// <summary>False where the fit stopped at its limit of iterations.</summary>
    public bool Converged { get; internal init; }

    /// <summary>One center.</summary>
    public ReadOnlySpan<double> Center(int cluster) => _centers.AsSpan(cluster * FeatureCount, FeatureCount);

    /// <summary>The nearest center; the first of several at the same distance.</summary>
    public int Predict(ReadOnlySpan<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount, nameof(row));
        var (best, least) = (0, double.PositiveInfinity);
        for (var cluster = 0; cluster < ClusterCount; cluster++)
        {
            var distance = Distance.Squared(row, Center(cluster));
            if (distance < least) (best, least) = (cluster, distance);
        }
        return best;
    }

    /// <summary>The nearest center of every row.</summary>
    /// <exception cref="ArgumentException">A value is missing or infinite; the message names row and feature.</exception>
    public void Predict(FeatureMatrix rows, Span<int> labels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.FeatureCount, FeatureCount, nameof(rows));
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Length, rows.RowCount, nameof(labels));
        if (rows.RowCount > 0) new CenterTable(_centers, FeatureMoments.Of(rows, new RunContext())).Assign(rows.Rows(0, rows.RowCount), labels);
    }

    /// <summary>Euclidean distance of a row from a center.</summary>
    public double DistanceTo(int cluster, ReadOnlySpan<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount, nameof(row));
        return Math.Sqrt(Distance.Squared(row, Center(cluster)));
    }

    /// <summary>Fuzzy memberships of one row in all clusters; they add up to 1.</summary>
    /// <param name="row">The features of one row.</param>
    /// <param name="memberships">Receives one share a cluster.</param>
    /// <param name="fuzziness">Above 1: near 1 all or nothing, above 2 nearly even.</param>
    /// <remarks>Bezdek (1981): shares in proportion to distance^(-2 / (fuzziness - 1)).</remarks>
    public void Memberships(ReadOnlySpan<float> row, Span<double> memberships, double fuzziness = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount, nameof(row));
        ArgumentOutOfRangeException.ThrowIfNotEqual(memberships.Length, ClusterCount, nameof(memberships));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(fuzziness, 1);
        FuzzyMembership.Fill(row, _centers, fuzziness, memberships);
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        writer.Number("features", FeatureCount);
        writer.Numbers("centers", _centers);
        writer.Number("inertia", Inertia);
        writer.Number("iterations", Iterations);
        writer.Flag("converged", Converged);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or of the wrong length; the message says which.</exception>
    public static KMeansModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var features = reader.Finite("features");
        var centers = reader.FiniteNumbers("centers");
        reader.Require(features >= 1 && features == Math.Floor(features), "features", "a whole number of at least 1");
        reader.Require(centers.Length > 0 && centers.Length % features == 0, "centers", $"a multiple of {features} numbers");
        var model = new KMeansModel(centers, (int)features)
        {
            Inertia = reader.Finite("inertia"),
            Iterations = (int)reader.Finite("iterations"),
            Converged = reader.Flag("converged"),
        };
        reader.End();
        return model;
    }
}
