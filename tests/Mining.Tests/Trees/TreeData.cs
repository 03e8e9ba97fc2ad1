using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Tests.Trees;

/// <summary>Seeded data with known structure: missing values, categories, interactions.</summary>
static class TreeData
{
    public static readonly RunContext Run = new();

    /// <summary>Six numerical features with missing values and one of eight categories; the label follows features 0, 1 x 2 and the category.</summary>
    public static TrainingData Binary(int rowCount, int seed)
    {
        var random = new Random(seed);
        var values = new float[rowCount * 7];
        var labels = new float[rowCount];
        for (var row = 0; row < rowCount; row++)
        {
            var x = values.AsSpan(row * 7, 7);
            for (var feature = 0; feature < 6; feature++) x[feature] = (float)Math.Round(random.NextDouble() * 20 - 10, 1);
            x[6] = random.Next(8);
            var margin = 0.4 * x[0] + 0.1 * x[1] * x[2] + (x[6] is 1 or 4 or 6 ? 2 : -1);
            labels[row] = random.NextDouble() < 1 / (1 + Math.Exp(-margin)) ? 1 : 0;
            for (var feature = 0; feature < 6; feature++)
            {
                if (random.NextDouble() < 0.1) x[feature] = float.NaN;
            }
        }
        return new TrainingData { Features = new FeatureMatrix(values, rowCount, 7), Labels = labels };
    }

    public static GradientBoostingOptions Options(int trees = 20, int leaves = 15) => new()
    {
        TreeCount = trees,
        LeafCount = leaves,
        MinRowsPerLeaf = 5,
        MinRowsPerCategoryGroup = 5,
        CategoricalFeatures = new HashSet<int> { 6 },
    };

    public static TreeEnsemble Fit(TrainingData data, GradientBoostingOptions? options = null) =>
        GradientBoosting.Fit(data, options ?? Options(), Run);

    public static string Text(TreeEnsemble model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    public static TreeEnsemble Parse(string text) => TreeEnsemble.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)));
}
