using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Weighted mean loss of margins on rows whose labels stay.</summary>
sealed class MeanLoss(int outputCount, TrainingData data, MarginLoss loss)
{
    public static MarginLoss For(TreeEnsemble model) => model.Objective switch
    {
        "binary" => static (margins, label) => Sigmoid.Softplus(margins[0]) - label * margins[0],
        "multiclass" or "softmax" => static (margins, label) => LogSumExp(margins) - margins[(int)label],
        "squared" => static (margins, label) => (margins[0] - label) * (margins[0] - label),
        "poisson" => static (margins, label) => 2 * ((label > 0 ? label * (Math.Log(label) - margins[0]) : 0) - label + Math.Exp(margins[0])),
        var other => throw new ArgumentException($"The objective {other} has no loss a row; give one in the options."),
    };

    /// <summary>Mean loss per unit of weight.</summary>
    public double Of(ReadOnlySpan<double> margins)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var row = 0; row < data.Labels.Length; row++)
        {
            if (data.Weight(row) == 0) continue;
            sum += data.Weight(row) * loss(margins.Slice(row * outputCount, outputCount), data.Labels[row]);
            weight += data.Weight(row);
        }
        return sum / weight;
    }

    static double LogSumExp(ReadOnlySpan<double> margins)
    {
        var (greatest, sum) = (double.NegativeInfinity, 0.0);
        foreach (var margin in margins) greatest = Math.Max(greatest, margin);
        foreach (var margin in margins) sum += Math.Exp(margin - greatest);
        return greatest + Math.Log(sum);
    }
}
