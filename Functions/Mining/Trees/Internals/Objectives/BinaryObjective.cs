using System.Buffers;
using System.Numerics.Tensors;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals.Objectives;

/// <summary>Log-loss of two classes.</summary>
sealed class BinaryObjective : Objective
{
    public override void Validate(TrainingData data) => data.ValidateBinary();

    public override double[] StartScores(TrainingData data)
    {
        var share = WeightedMean(data);
        return [Math.Log(share / (1 - share))];
    }

    public override void Derive(TrainingData data, double[][] scores, int output, Derivatives into, ThreadTeam team) =>
        ForBlocks(data.Labels.Length, team, (from, to) =>
        {
            var rented = ArrayPool<double>.Shared.Rent(to - from);
            var probabilities = rented.AsSpan(0, to - from);
            TensorPrimitives.Sigmoid(scores[0].AsSpan(from, to - from), probabilities);
            for (var row = from; row < to; row++)
            {
                var probability = probabilities[row - from];
                var weight = data.Weight(row);
                into.Set(row, (probability - data.Labels[row]) * weight, probability * (1 - probability) * weight);
            }
            ArrayPool<double>.Shared.Return(rented);
        });

    public override double Loss(TrainingData data, double[][] scores) => MeanLoss(data, row =>
    {
        var margin = data.Labels[row] > 0.5f ? -scores[0][row] : scores[0][row];
        return margin > 0 ? margin + Math.Log(1 + Math.Exp(-margin)) : Math.Log(1 + Math.Exp(margin));
    });
}
