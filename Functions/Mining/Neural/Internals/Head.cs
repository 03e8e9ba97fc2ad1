using System.Numerics;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Neural.Internals;

/// <summary>The loss of a row's outputs and its derivatives; and outputs turned into answers.</summary>
sealed record Head(NeuralObjective Objective, int OutputCount, double Center, double Scale)
{
    /// <summary>Checks the labels and sees how many outputs they need.</summary>
    /// <param name="objective">What to answer.</param>
    /// <param name="labels">One label a row.</param>
    /// <param name="weights">One weight a row, not all 0; empty means 1 each.</param>
    public static Head For(NeuralObjective objective, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
    {
        var greatest = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            Check(objective, labels[row], $"row {row}");
            if (objective == NeuralObjective.Multiclass) greatest = Math.Max(greatest, (int)labels[row]);
        }
        if (objective == NeuralObjective.Multiclass && greatest == 0) throw new ArgumentException("All labels are class 0; several classes were expected.");
        return objective == NeuralObjective.Squared ? Standardised(labels, weights) : new Head(objective, Math.Max(1, greatest + (greatest > 0 ? 1 : 0)), 0, 1);
    }

    /// <summary>Checks labels of rows that only validate.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="row">What a row is called in a message.</param>
    /// <exception cref="ArgumentException">Names the first row whose label does not fit, or whose class was not learned.</exception>
    public void CheckLabels(ReadOnlySpan<float> labels, string row)
    {
        for (var at = 0; at < labels.Length; at++)
        {
            Check(Objective, labels[at], $"{row} {at}");
            if (Objective == NeuralObjective.Multiclass && labels[at] >= OutputCount)
                throw new ArgumentException($"The label of {row} {at} is {labels[at]}; a class from 0 to {OutputCount - 1}, as learned from, was expected.");
        }
    }

    /// <summary>Loss of one row; fills the derivative by each output.</summary>
    public double Loss<T>(ReadOnlySpan<T> outputs, double label, Span<T> slopes) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Objective == NeuralObjective.Multiclass) return SoftmaxLoss(outputs, (int)label, slopes);
        var output = double.CreateTruncating(outputs[0]);
        if (Objective == NeuralObjective.Binary)
        {
            slopes[0] = T.CreateTruncating(Sigmoid.Of(output) - label);
            return Sigmoid.Softplus(output) - label * output;
        }
        var residual = output - (label - Center) / Scale;
        slopes[0] = T.CreateTruncating(residual);
        return residual * residual / 2;
    }

    /// <summary>Turns raw outputs into probabilities or the mean.</summary>
    public void Answer(ReadOnlySpan<float> outputs, Span<double> answers)
    {
        if (Objective == NeuralObjective.Binary) answers[0] = Sigmoid.Of(outputs[0]);
        else if (Objective == NeuralObjective.Squared) answers[0] = Center + Scale * outputs[0];
        else Softmax(outputs, answers);
    }

    static double SoftmaxLoss<T>(ReadOnlySpan<T> outputs, int label, Span<T> slopes) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var probabilities = new double[outputs.Length];
        Softmax(outputs, probabilities);
        for (var output = 0; output < outputs.Length; output++)
            slopes[output] = T.CreateTruncating(probabilities[output] - (output == label ? 1 : 0));
        return -Math.Log(Math.Max(probabilities[label], double.Epsilon));
    }

    static void Softmax<T>(ReadOnlySpan<T> outputs, Span<double> probabilities) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (greatest, sum) = (double.NegativeInfinity, 0.0);
        foreach (var output in outputs) greatest = Math.Max(greatest, double.CreateTruncating(output));
        for (var output = 0; output < outputs.Length; output++)
            sum += probabilities[output] = Math.Exp(double.CreateTruncating(outputs[output]) - greatest);
        for (var output = 0; output < outputs.Length; output++) probabilities[output] /= sum;
    }

    static Head Standardised(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        var (weightSum, sum, squares) = (0.0, 0.0, 0.0);
        for (var row = 0; row < labels.Length; row++)
        {
            weightSum += Weight(weights, row);
            sum += Weight(weights, row) * labels[row];
        }
        var mean = sum / weightSum;
        for (var row = 0; row < labels.Length; row++) squares += Weight(weights, row) * (labels[row] - mean) * (labels[row] - mean);
        var deviation = Math.Sqrt(squares / weightSum);
        return new Head(NeuralObjective.Squared, 1, mean, deviation > 0 ? deviation : 1);
    }

    static double Weight(ReadOnlySpan<float> weights, int row) => weights.IsEmpty ? 1 : weights[row];

    static void Check(NeuralObjective objective, float label, string row)
    {
        if (!Fits(objective, label)) throw new ArgumentException($"The label of {row} is {label}; {Expected(objective)} was expected.");
    }

    static bool Fits(NeuralObjective objective, float label) => objective switch
    {
        NeuralObjective.Binary => label is 0 or 1,
        NeuralObjective.Multiclass => label >= 0 && label < HeadFile.MostClasses && label == MathF.Floor(label),
        _ => float.IsFinite(label),
    };

    static string Expected(NeuralObjective objective) => objective switch
    {
        NeuralObjective.Binary => "0 or 1",
        NeuralObjective.Multiclass => "a class from 0 to 9999",
        _ => "a finite number",
    };
}
