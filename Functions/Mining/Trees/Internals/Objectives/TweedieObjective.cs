using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals.Objectives;

/// <summary>Tweedie deviance with variance power p between 1 and 2: claims and spend, with many zeros.</summary>
sealed class TweedieObjective(double power) : Objective
{
    protected override string Expected => "a number of at least 0";

    protected override bool Fits(float label) => label >= 0;

    public override void CheckEnough(TrainingData data)
    {
        if (!(WeightedMean(data) > 0)) throw new ArgumentException("All labels are 0; a Tweedie mean above 0 was expected.");
    }

    public override double[] StartScores(TrainingData data) => [Math.Log(WeightedMean(data))];

    public override void Derive(TrainingData data, double[][] scores, int output, Derivatives into, ThreadTeam team) =>
        ForBlocks(data.Labels.Length, team, (from, to) =>
        {
            for (var row = from; row < to; row++)
            {
                var label = data.Labels[row];
                var low = label * Math.Exp((1 - power) * scores[0][row]);
                var high = Math.Exp((2 - power) * scores[0][row]);
                into.Set(row, (high - low) * data.Weight(row), ((2 - power) * high - (1 - power) * low) * data.Weight(row));
            }
        });

    public override double Loss(TrainingData data, double[][] scores) => MeanLoss(data, row =>
        Math.Exp((2 - power) * scores[0][row]) / (2 - power) - data.Labels[row] * Math.Exp((1 - power) * scores[0][row]) / (1 - power));
}
