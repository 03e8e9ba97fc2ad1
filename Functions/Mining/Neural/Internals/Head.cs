using System.Numerics;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Neural.Internals;

/// <summary>The loss of a row's outputs and its derivatives; and outputs turned into answers.</summary>
sealed record Head(NeuralObjective Objective, int OutputCount, double Center, double Scale)
{
    /// <summary>Checks the labels and sees how many outputs they need.</summary>
    public static Head For(NeuralObjective objective, ReadOnlySpan<float> labels)
    {
        var greatest = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            if (!Fits(objective, labels[row])) throw new ArgumentException($"The label of row {row} is {labels[row]}; {Expected(objective)} was expected.");
            if (objective == NeuralObjective.Multiclass) greatest = Math.Max(greatest, (int)labels[row]);
        }
        if (objective == NeuralObjective.Multiclass && greatest == 0) throw new ArgumentException("All labels are class 0; several classes were expected.");
        return objective == NeuralObjective.Squared ? Standardised(labels) : new Head(objective, Math.Max(1, greatest + (greatest > 0 ? 1 : 0)), 0, 1);
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

    static Head Standardised(ReadOnlySpan<float> labels)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var label in labels) sum += label;
        var mean = sum / labels.Length;
        foreach (var label in labels) squares += (label - mean) * (label - mean);
        var deviation = Math.Sqrt(squares / labels.Length);
        return new Head(NeuralObjective.Squared, 1, mean, deviation > 0 ? deviation : 1);
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
