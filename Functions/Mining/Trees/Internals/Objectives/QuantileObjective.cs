using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals.Objectives;

/// <summary>Pinball loss. Its second derivative is zero, so leaf values are renewed as quantiles of the residuals.</summary>
sealed class QuantileObjective(double quantile) : Objective
{
    public override double[] StartScores(TrainingData data)
    {
        var rows = Enumerable.Range(0, data.Labels.Length).ToArray();
        return [WeightedQuantile(rows, row => data.Labels[row], data, quantile)];
    }

    public override void Derive(TrainingData data, double[][] scores, int output, Derivatives into, ThreadTeam team) =>
        ForBlocks(data.Labels.Length, team, (from, to) =>
        {
            for (var row = from; row < to; row++)
                into.Set(row, (scores[0][row] >= data.Labels[row] ? 1 - quantile : -quantile) * data.Weight(row), data.Weight(row));
        });

    public override double Loss(TrainingData data, double[][] scores) => MeanLoss(data, row =>
    {
        var rest = data.Labels[row] - scores[0][row];
        return rest >= 0 ? quantile * rest : (quantile - 1) * rest;
    });

    /// <summary>The value that the leaf's rows need most: the quantile of what is left to explain.</summary>
    public double Renew(ReadOnlySpan<int> rows, TrainingData data, double[] scores) =>
        WeightedQuantile(rows.ToArray(), row => data.Labels[row] - scores[row], data, quantile);

    static double WeightedQuantile(int[] rows, Func<int, double> value, TrainingData data, double quantile)
    {
        var keys = Array.ConvertAll(rows, row => value(row));
        Array.Sort(keys, rows);
        var goal = rows.Sum(row => data.Weight(row)) * quantile;
        var passed = 0.0;
        for (var i = 0; i < rows.Length; i++)
        {
            passed += data.Weight(rows[i]);
            if (passed >= goal) return keys[i];
        }
        return keys[^1];
    }
}
