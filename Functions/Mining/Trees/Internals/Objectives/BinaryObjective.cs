using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals.Objectives;

/// <summary>Log-loss of two classes.</summary>
sealed class BinaryObjective : Objective
{
    protected override string Expected => "0 or 1";

    protected override bool Fits(float label) => label is 0 or 1;

    public override void CheckEnough(TrainingData data) => data.ValidateBinary();

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
            Sigmoid(scores[0].AsSpan(from, to - from), probabilities);
            var (labels, weights) = (data.Labels, data.Weights);
            for (var row = from; row < to; row++)
            {
                var probability = probabilities[row - from];
                var weight = weights is null ? 1 : (double)weights[row];
                into.Set(row, (probability - labels[row]) * weight, probability * (1 - probability) * weight);
            }
            ArrayPool<double>.Shared.Return(rented);
        });

    /// <summary><see cref="TensorPrimitives.Sigmoid{T}"/> without its cases of every length and width, which took 30 ms of the first round to compile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Sigmoid(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        var last = scores.Length - Vector512<double>.Count;
        if (last < 0)
        {
            TensorPrimitives.Sigmoid(scores, probabilities);
            return;
        }
        for (var row = 0; ; row = Math.Min(row + Vector512<double>.Count, last))
        {
            (Vector512<double>.One / (Vector512<double>.One + Vector512.Exp(-Vector512.Create(scores[row..])))).CopyTo(probabilities[row..]);
            if (row == last) return;
        }
    }

    public override double Loss(TrainingData data, double[][] scores) => MeanLoss(data, row =>
    {
        var margin = data.Labels[row] > 0.5f ? -scores[0][row] : scores[0][row];
        return margin > 0 ? margin + Math.Log(1 + Math.Exp(-margin)) : Math.Log(1 + Math.Exp(margin));
    });
}
