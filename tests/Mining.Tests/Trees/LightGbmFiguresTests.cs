using System.Globalization;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Tests.Trees;

/// <summary>Models that LightGBM 4.6.0 made, and what it says of rows with every kind of odd value: LightGbm/make.py.</summary>
public sealed class LightGbmFiguresTests
{
    const int Features = 6;

    public static TheoryData<string> Models => ["missing-nan", "missing-zero", "missing-none", "classes"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Raw_scores_are_those_of_LightGBM(string name)
    {
        var model = Load(name);
        var figures = Figures(name);
        var (rows, outputs) = (Rows(figures), model.OutputCount);
        var together = new double[figures.Length * outputs];
        var alone = new double[outputs];

        model.PredictMargins(rows, together);

        for (var row = 0; row < figures.Length; row++)
        {
            model.PredictMargins(rows.Row(row), alone);
            for (var output = 0; output < outputs; output++)
            {
                var expected = figures[row][Features + output];
                var tolerance = 1e-12 * Math.Max(1, Math.Abs(expected));
                alone[output].ShouldBe(expected, tolerance, $"row {row}");
                together[row * outputs + output].ShouldBe(expected, tolerance, $"row {row} of a block");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Shares_are_the_contributions_of_LightGBM(string name)
    {
        var model = Load(name);
        var figures = Figures(name);
        var shares = new double[figures.Length * Features];

        for (var output = 0; output < model.OutputCount; output++)
        {
            var shap = new TreeShap(model, output);
            shap.Explain(Rows(figures), shares);

            var first = Features + model.OutputCount + output * (Features + 1);
            for (var row = 0; row < figures.Length; row++)
            {
                for (var feature = 0; feature < Features; feature++)
                    shares[row * Features + feature].ShouldBe(figures[row][first + feature], 1e-9, $"row {row}, feature {feature}");
                shap.ExpectedMargin.ShouldBe(figures[row][first + Features], 1e-9);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Written_again_a_model_says_the_same(string name)
    {
        var model = Load(name);
        var rows = Rows(Figures(name));
        var (before, after) = (new double[rows.RowCount * model.OutputCount], new double[rows.RowCount * model.OutputCount]);
        model.PredictMargins(rows, before);

        TreeData.Parse(TreeData.Text(model)).PredictMargins(rows, after);

        after.ShouldBe(before);
    }

    static TreeEnsemble Load(string name)
    {
        using var stream = File.OpenRead(PathOf($"{name}.model.txt"));
        return TreeEnsemble.Load(stream);
    }

    static double[][] Figures(string name) =>
        [.. File.ReadLines(PathOf($"{name}.figures.txt")).Select(line => line.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray())];

    static FeatureMatrix Rows(double[][] figures) =>
        new([.. figures.SelectMany(figure => figure.Take(Features)).Select(value => (float)value)], figures.Length, Features);

    static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Trees", "LightGbm", file);
}
