using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine.Explaining;

/// <summary>Each row's margin, split into main effects of columns and interactions of pairs.</summary>
static class PairShares
{
    public static Explanation Of(Question question)
    {
        var ((trees, output), rows) = (question.Trees(), question.First);
        var (interactions, columns) = (new TreeShapInteractions(trees, output), rows.FeatureCount);
        var shares = new double[rows.RowCount * columns];
        new TreeShap(trees, output).Explain(rows, shares);
        var (means, error, found) = (new double[columns * columns], new SumCheck(), new List<string>());
        var values = new double[columns * columns];
        for (var row = 0; row < rows.RowCount; row++)
        {
            question.Run.Context.Report(row, rows.RowCount);
            interactions.Explain(rows.Row(row), values);
            for (var column = 0; column < columns; column++)
                error.Compare(Sum(values.AsSpan(column * columns, columns)), shares[row * columns + column]);
            for (var place = 0; place < values.Length; place++)
            {
                means[place] += Math.Abs(values[place]) / rows.RowCount;
                if (values[place] != 0) found.Add($"{row},{MineOutput.Field(question.Names[place / columns])},{MineOutput.Field(question.Names[place % columns])},{MineOutput.Number(values[place])}");
            }
        }
        var pairs = Ranked(means, columns);
        return new("row,column,with,value", found,
            [.. pairs.Select(pair => (object)new { column = question.Names[pair.Left], with = question.Names[pair.Right], meanEffect = pair.Mean })],
            [.. pairs.Select(pair => pair.Left == pair.Right
                ? $"{question.Names[pair.Left]} alone: {pair.Mean:0.####} on average"
                : $"{question.Names[pair.Left]} with {question.Names[pair.Right]}: {pair.Mean:0.####} on average"), .. question.CutLine])
        { SumError = error.Largest };
    }

    // A pair has one half on either side of the diagonal.
    static List<(int Left, int Right, double Mean)> Ranked(double[] means, int columns) =>
    [
        .. from left in Enumerable.Range(0, columns)
           from right in Enumerable.Range(left, columns - left)
           let mean = means[left * columns + right] * (left == right ? 1 : 2)
           where mean > 0
           orderby mean descending
           select (left, right, mean),
    ];

    static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum;
    }
}
