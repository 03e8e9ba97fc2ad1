using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Tests.Trees;

/// <summary>Models that the engine wrote, and what LightGBM 4.6.0 read in them: LightGbmReads/make.py.</summary>
public sealed class LightGbmReadsTests
{
    const int Features = 7;

    static readonly PeerFigures s_peer = PeerFigures.Of("Trees", "LightGbmReads");

    public static TheoryData<string> Models => ["binary", "classes", "amounts"];

    [Theory]
    [MemberData(nameof(Models))]
    public void The_engine_still_writes_what_LightGBM_read(string name) => TreeData.Text(TreeData.Parse(Text(name))).ShouldBe(Text(name));

    [Theory]
    [MemberData(nameof(Models))]
    public void LightGBM_scores_the_engines_models_as_the_engine_does(string name)
    {
        var (model, rows, expected) = (TreeData.Parse(Text(name)), s_peer.Rows("rows", Features), s_peer[$"{name}Scores"]);
        var margins = new double[expected.Length];

        model.PredictMargins(rows, margins);

        for (var at = 0; at < margins.Length; at++) margins[at].ShouldBe(expected[at], 1e-12 * Math.Max(1, Math.Abs(expected[at])), $"row {at / model.OutputCount}");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void LightGBM_explains_the_engines_models_as_the_engine_does(string name)
    {
        var (model, rows, expected) = (TreeData.Parse(Text(name)), s_peer.Rows("rows", Features), s_peer[$"{name}Contributions"]);
        var shares = new double[Features];
        for (var output = 0; output < model.OutputCount; output++)
        {
            var shap = new TreeShap(model, output);
            for (var row = 0; row < rows.RowCount; row++)
            {
                shap.Explain(rows.Row(row), shares);
                var first = (row * model.OutputCount + output) * (Features + 1);
                shares.Append(shap.ExpectedMargin).ShouldBe(expected[first..(first + Features + 1)], 1e-9, $"row {row}, output {output}");
            }
        }
    }

    static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Trees", "LightGbmReads", $"{name}.model.txt"));
}
