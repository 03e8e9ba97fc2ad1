using CrmInsights.Mining.Clusters.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Clusters;

/// <summary>The core rows that <see cref="Dbscan"/> found, which say where other rows belong. Immutable and thread-safe.</summary>
/// <remarks>DBSCAN itself labels only the rows it saw. A row within the radius of core rows belongs to the first of their clusters, as a border row does; for
/// the rows of the fit this gives the labels of the fit.</remarks>
public sealed class DbscanModel
{
    const string Format = "crminsights-dbscan";
    const int FormatVersion = 1;

    readonly FeatureMatrix _cores;
    readonly int[] _clusters;
    readonly Neighbours _near;

    DbscanModel(FeatureMatrix cores, int[] clusters, double radius)
    {
        (_cores, _clusters, Radius) = (cores, clusters, radius);
        _near = new Neighbours(cores, FeatureMoments.Of(cores, new RunContext()), radius);
        ClusterCount = clusters.Max() + 1;
    }

    /// <summary>Number of features of a row.</summary>
    public int FeatureCount => _cores.FeatureCount;

    /// <summary>Number of clusters.</summary>
    public int ClusterCount { get; }

    /// <summary>Number of core rows.</summary>
    public int CoreCount => _clusters.Length;

    /// <summary>Rows at most this far from a core row belong to its cluster.</summary>
    public double Radius { get; }

    /// <summary>Keeps the core rows of a fit.</summary>
    /// <param name="x">The rows that were fitted.</param>
    /// <param name="labels">What <see cref="Dbscan.Fit"/> said of them.</param>
    /// <param name="options">The settings of that fit.</param>
    /// <param name="run">Cancellation and progress.</param>
    /// <exception cref="InvalidOperationException">No row is the core of a cluster.</exception>
    public static DbscanModel Of(FeatureMatrix x, IReadOnlyList<int> labels, DbscanOptions options, RunContext run)
    {
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Count, x.RowCount, nameof(labels));
        if (!labels.Any(label => label >= 0)) throw new InvalidOperationException("No row lies densely enough to be the core of a cluster; give a larger radius or fewer neighbours.");
        var near = new Neighbours(x, FeatureMoments.Of(x, run), options.Radius);
        var cores = Enumerable.Range(0, x.RowCount).Where(IsCore).ToArray();
        var values = new float[cores.Length * x.FeatureCount];
        for (var core = 0; core < cores.Length; core++) x.Row(cores[core]).CopyTo(values.AsSpan(core * x.FeatureCount));
        return new DbscanModel(new FeatureMatrix(values, cores.Length, x.FeatureCount), Array.ConvertAll(cores, row => labels[row]), options.Radius);

        bool IsCore(int row)
        {
            if (row % 1024 == 0) run.Report(row, x.RowCount);
            return labels[row] >= 0 && near.Of(row).Count >= options.MinNeighbours;
        }
    }

    /// <summary>The cluster of a row; -1 where no core row is within the radius.</summary>
    public int Predict(ReadOnlySpan<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount, nameof(row));
        var found = new List<int>();
        _near.Find(row, found);
        var first = -1;
        foreach (var core in found)
            if (first < 0 || _clusters[core] < first) first = _clusters[core];
        return first;
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        writer.Number("features", FeatureCount);
        writer.Number("radius", Radius);
        writer.Numbers("clusters", Array.ConvertAll(_clusters, cluster => (double)cluster));
        writer.Numbers("cores", Array.ConvertAll(_cores.Rows(0, CoreCount).ToArray(), value => (double)value));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or of the wrong length; the message says which.</exception>
    public static DbscanModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var (features, radius) = (reader.Finite("features"), reader.Finite("radius"));
        var (clusters, cores) = (reader.FiniteNumbers("clusters"), reader.FiniteNumbers("cores"));
        reader.Require(features >= 1 && features == Math.Floor(features), "features", "a whole number of at least 1");
        reader.Require(radius > 0, "radius", "a distance above 0");
        reader.Require(clusters.Length > 0 && clusters.All(cluster => cluster >= 0 && cluster < clusters.Length && cluster == Math.Floor(cluster)), "clusters", "whole numbers from 0, fewer than core rows");
        reader.Require(cores.Length == clusters.Length * features, "cores", $"{clusters.Length * features} numbers");
        reader.Require(cores.All(value => float.IsFinite((float)value)), "cores", "numbers that a 32-bit float holds");
        reader.End();
        return new DbscanModel(new FeatureMatrix(Array.ConvertAll(cores, value => (float)value), clusters.Length, (int)features), Array.ConvertAll(clusters, cluster => (int)cluster), radius);
    }
}
