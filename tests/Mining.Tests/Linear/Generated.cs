using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Linear;

/// <summary>Rows with labels drawn from a known logistic model.</summary>
static class Generated
{
    public static double Weight(int feature) => feature switch { 0 => 1.0, 1 => -0.5, 2 => 0.25, _ => 0 };

    public static TrainingData Rows(int rowCount, int featureCount, int seed)
    {
        var random = new Random(seed);
        var values = new float[rowCount * featureCount];
        var labels = new float[rowCount];
        for (var row = 0; row < rowCount; row++)
        {
            var margin = -0.3;
            for (var feature = 0; feature < featureCount; feature++)
            {
                var value = (float)(random.NextDouble() * 4 - 2 + 0.3 * feature);
                values[row * featureCount + feature] = value;
                margin += Weight(feature) * value;
            }
            labels[row] = random.NextDouble() < 1 / (1 + Math.Exp(-margin)) ? 1 : 0;
        }
        return new TrainingData { Features = new FeatureMatrix(values, rowCount, featureCount), Labels = labels };
    }

    public static TrainingData Reversed(TrainingData data) => Pick(data, Enumerable.Range(0, data.Labels.Length).Reverse());

    public static TrainingData Repeated(TrainingData data, Func<int, int> times) =>
        Pick(data, Enumerable.Range(0, data.Labels.Length).SelectMany(row => Enumerable.Repeat(row, times(row))));

    static TrainingData Pick(TrainingData data, IEnumerable<int> rows)
    {
        var picked = rows.ToArray();
        var values = picked.SelectMany(row => data.Features.Row(row).ToArray()).ToArray();
        return new TrainingData
        {
            Features = new FeatureMatrix(values, picked.Length, data.Features.FeatureCount),
            Labels = [.. picked.Select(row => data.Labels[row])],
        };
    }
}
