using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals.Objectives;

/// <summary>Half the squared error.</summary>
sealed class SquaredObjective : Objective
{
    public override double[] StartScores(TrainingData data) => [WeightedMean(data)];

    public override void Derive(TrainingData data, double[][] scores, int output, Derivatives into, ThreadTeam team) =>
        ForBlocks(data.Labels.Length, team, (from, to) =>
        {
            for (var row = from; row < to; row++)
                into.Set(row, (scores[0][row] - data.Labels[row]) * data.Weight(row), data.Weight(row));
        });

    public override double Loss(TrainingData data, double[][] scores) =>
        MeanLoss(data, row => 0.5 * (scores[0][row] - data.Labels[row]) * (scores[0][row] - data.Labels[row]));
}
