using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Clusters;

/// <summary>Rows around known centers, with the center each came from.</summary>
sealed record Blobs(FeatureMatrix X, int[] Truth)
{
    public static Blobs Draw(int rowCount, int featureCount, int clusterCount, int seed, double spread = 1)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var centers = Enumerable.Range(0, clusterCount * featureCount).Select(_ => 30 * random.NextDouble() - 15).ToArray();
        var (values, truth) = (new float[rowCount * featureCount], new int[rowCount]);
        for (var row = 0; row < rowCount; row++)
        {
            truth[row] = random.Next(clusterCount);
            for (var feature = 0; feature < featureCount; feature++)
                values[row * featureCount + feature] = (float)(centers[truth[row] * featureCount + feature] + spread * Normal());
        }
        return new Blobs(new FeatureMatrix(values, rowCount, featureCount), truth);
    }

    /// <summary>The features of chosen rows, as centers to start from.</summary>
    public double[] Rows(params int[] rows) => [.. rows.SelectMany(row => X.Row(row).ToArray()).Select(value => (double)value)];
}
