using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Laws;

/// <summary>Generated rows of four features that a label of any kind follows, and ways to turn them around.</summary>
static class LearnerRows
{
    public const int FeatureCount = 4;

    /// <summary>Rows of few distinct values, so that boosting cuts the same bins however often a row comes; the second feature is sometimes missing where the learner takes that.</summary>
    public static TrainingData Draw(LabelKind kind, int rowCount = 240, int seed = 3)
    {
        var random = new Random(seed);
        var (values, labels) = (new float[rowCount * FeatureCount], new float[rowCount]);
        for (var row = 0; row < rowCount; row++)
        {
            var x = values.AsSpan(row * FeatureCount, FeatureCount);
            for (var feature = 0; feature < FeatureCount; feature++) x[feature] = random.Next(16) / 2f - 3;
            var sum = 0.4 * x[0] - 0.3 * x[1] + (x[2] > 1 ? 0.8 : 0) + random.NextDouble() - 0.5;
            labels[row] = kind switch
            {
                LabelKind.Binary => sum > 0.2 ? 1 : 0,
                LabelKind.Classes => sum < -0.4 ? 0 : sum < 0.9 ? 1 : 2,
                LabelKind.Counts => (float)Math.Floor(Math.Exp(sum * 0.7) * 1.5),
                LabelKind.Positive => (float)Math.Exp(sum * 0.7),
                LabelKind.Grades => Math.Clamp((float)Math.Round(sum + 1), 0, 4),
                _ => (float)sum,
            };
            if (random.Next(12) == 0) x[1] = float.NaN;
        }
        return new TrainingData { Features = new FeatureMatrix(values, rowCount, FeatureCount), Labels = labels, Groups = kind == LabelKind.Grades ? [.. Enumerable.Repeat(rowCount / 8, 8)] : null };
    }

    /// <summary>The rows named, in that order, with their weights.</summary>
    public static TrainingData Pick(this TrainingData data, IReadOnlyList<int> rows) => data with
    {
        Features = new FeatureMatrix([.. rows.SelectMany(row => data.Features.Row(row).ToArray())], rows.Count, data.Features.FeatureCount),
        Labels = [.. rows.Select(row => data.Labels[row])],
        Weights = data.Weights is null ? null : [.. rows.Select(row => data.Weights[row])],
    };

    /// <summary>The same rows with one feature turned into another number.</summary>
    public static TrainingData Change(this TrainingData data, int feature, Func<float, float> change)
    {
        var values = data.Features.Rows(0, data.Features.RowCount).ToArray();
        for (var at = feature; at < values.Length; at += data.Features.FeatureCount) values[at] = change(values[at]);
        return data with { Features = new FeatureMatrix(values, data.Features.RowCount, data.Features.FeatureCount) };
    }
}
