using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals.Objectives;

/// <summary>Softmax log-loss of several classes.</summary>
sealed class MulticlassObjective(int classCount) : Objective
{
    const int MostClasses = 1000;

    public override int OutputCount => classCount;

    public static MulticlassObjective For(TrainingData data)
    {
        new MulticlassObjective(MostClasses).CheckLabels(data, "row");
        return new MulticlassObjective(Math.Max(2, (int)data.Labels.Max() + 1));
    }

    protected override string Expected => $"a class from 0 to {classCount - 1}";

    protected override bool Fits(float label) => label >= 0 && label < classCount && label == MathF.Floor(label);

    public override void CheckEnough(TrainingData data)
    {
        for (var label = 0; label < classCount; label++)
        {
            if (!Array.Exists(data.Labels, found => found == label))
                throw new ArgumentException($"No row has class {label}, though classes go up to {classCount - 1}.");
        }
    }

    public override double[] StartScores(TrainingData data)
    {
        var weights = new double[classCount];
        for (var row = 0; row < data.Labels.Length; row++) weights[(int)data.Labels[row]] += data.Weight(row);
        var total = weights.Sum();
        return Array.ConvertAll(weights, weight => Math.Log(Math.Max(weight / total, 1e-15)));
    }

    public override void Derive(TrainingData data, double[][] scores, int output, Derivatives into, ThreadTeam team)
    {
        // LightGBM's factor: with it a class's step is as long as that of two classes.
        var factor = classCount / (classCount - 1.0);
        ForBlocks(data.Labels.Length, team, (from, to) =>
        {
            for (var row = from; row < to; row++)
            {
                var probability = Probability(scores, output, row);
                var isClass = (int)data.Labels[row] == output ? 1 : 0;
                into.Set(row, (probability - isClass) * data.Weight(row), factor * probability * (1 - probability) * data.Weight(row));
            }
        });
    }

    public override double Loss(TrainingData data, double[][] scores) =>
        MeanLoss(data, row => -Math.Log(Math.Max(Probability(scores, (int)data.Labels[row], row), 1e-300)));

    static double Probability(double[][] scores, int output, int row)
    {
        var highest = double.NegativeInfinity;
        foreach (var margins in scores) highest = Math.Max(highest, margins[row]);
        var sum = 0.0;
        foreach (var margins in scores) sum += Math.Exp(margins[row] - highest);
        return Math.Exp(scores[output][row] - highest) / sum;
    }
}
