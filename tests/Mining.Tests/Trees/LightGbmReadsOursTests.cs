using System.Globalization;
using CrmInsights.Mining.Trees;
using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Tests.Trees;

/// <summary>A model that we wrote with nodes of every missing kind, and the raw scores that LightGBM 4.6.0 gave for it (fitted models are in <see cref="LightGbmReadsTests"/>).</summary>
/// <remarks>LightGbm/score.py wrote the figures: the rows, each with its scores. Two kinds of values stay out: a category beyond int, which C++ leaves open, and what is nearly
/// zero, which LightGBM's interface makes zero before a tree sees it.</remarks>
public sealed class LightGbmReadsOursTests
{
    [Fact]
    public void A_stored_model_has_the_raw_scores_LightGBM_gave_it() =>
        Agrees(TreeData.Parse(File.ReadAllText(PathOf("ours-odd.model.txt"))), File.ReadAllLines(PathOf("ours-odd.figures.txt")));

    /// <summary>Drawn, not fitted, so that no platform's logarithm has a say.</summary>
    [Fact]
    public void The_writer_writes_what_LightGBM_read() => TreeData.Text(Odd()).ShouldBe(File.ReadAllText(PathOf("ours-odd.model.txt")));

    static void Agrees(TreeEnsemble model, string[] answers)
    {
        var margins = new double[model.OutputCount];
        answers.Length.ShouldBe(60);
        foreach (var answer in answers)
        {
            double[] figures = [.. answer.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            float[] row = [.. figures.Take(model.FeatureCount).Select(value => (float)value)];
            model.PredictMargins(row, margins);
            for (var output = 0; output < margins.Length; output++)
            {
                var expected = figures[model.FeatureCount + output];
                margins[output].ShouldBe(expected, 1e-12 * Math.Max(1, Math.Abs(expected)), answer);
            }
        }
    }

    static TreeEnsemble Odd()
    {
        var random = new Random(5);
        string[] names = ["a", "b", "c", "d", "e"];
        return new TreeEnsemble([.. Enumerable.Range(0, 6).Select(_ => RandomTrees.Tree(random, 20, 5))], 1, new EnsembleHeader("regression", names, [.. names.Select(_ => "none")]));
    }

    static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Trees", "LightGbm", file);
}
