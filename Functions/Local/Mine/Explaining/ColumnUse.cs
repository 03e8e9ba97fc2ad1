using CrmInsights.Local.Commands;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine.Explaining;

/// <summary>How much a model uses each column: what splits on it saved in training, how many there are, and its mean share of the rows' margins.</summary>
static class ColumnUse
{
    public static Explanation Of(Question question)
    {
        var trees = question.Model.Ensemble;
        if (trees is null && !question.Model.CanExplain)
            throw new CommandFailedException("--what importance is not defined for a network, which has no splits and no shares; --what permutation says what it loses without a column.");
        var (gains, splits) = trees is null ? (null, null) : (TreeImportance.Gain(trees), TreeImportance.Splits(trees));
        var shares = MeanShares(question);
        var order = Enumerable.Range(0, shares.Length).OrderByDescending(column => gains?[column] ?? shares[column]).ToList();
        var total = Math.Max(double.Epsilon, gains?.Sum() ?? shares.Sum());
        return trees is null
            ? new("column,meanShare", order.Select(column => $"{MineOutput.Field(question.Names[column])},{MineOutput.Number(shares[column])}"),
                [.. order.Select(column => (object)new { column = question.Names[column], meanShare = shares[column] })],
                [.. order.Select(column => $"{question.Names[column]}: moves the margin by {shares[column]:0.####} on average ({shares[column] / total:P1} of all)"), .. question.CutLine])
            : new("column,gain,splits,meanShare", order.Select(column => $"{MineOutput.Field(question.Names[column])},{MineOutput.Number(gains![column])},{splits![column]},{MineOutput.Number(shares[column])}"),
                [.. order.Select(column => (object)new { column = question.Names[column], gain = gains![column], splits = splits![column], meanShare = shares[column] })],
                [.. order.Select(column => $"{question.Names[column]}: {gains![column] / total:P1} of the gain in {splits![column]:N0} splits, moves the margin by {shares[column]:0.####} on average"), .. question.CutLine]);
    }

    // Of several classes each has shares of its own: those of --class, or the mean of all.
    static double[] MeanShares(Question question)
    {
        var (rows, outputs) = (question.First, question.Model.OutputCount);
        var means = new double[rows.FeatureCount];
        var shares = new double[rows.RowCount * rows.FeatureCount];
        var chosen = outputs > 1 && question.Parsed.GetValue(ExplainFlags.Class) is not null ? [question.Trees().Output] : Enumerable.Range(0, outputs).ToArray();
        foreach (var output in chosen)
        {
            if (outputs > 1) new TreeShap(question.Model.Ensemble!, output).Explain(rows, shares);
            else question.Model.Explain(rows, shares);
            for (var place = 0; place < shares.Length; place++) means[place % means.Length] += Math.Abs(shares[place]) / rows.RowCount / chosen.Length;
        }
        return means;
    }
}
