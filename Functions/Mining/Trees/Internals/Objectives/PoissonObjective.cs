using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals.Objectives;

/// <summary>Negative Poisson log-likelihood without the term that does not depend on the margin.</summary>
sealed class PoissonObjective : Objective
{
    /// <summary>Raises the hessian, so that one step from a small mean does not overshoot: LightGBM's poisson_max_delta_step.</summary>
    const double StepGuard = 0.7;

    protected override string Expected => "a number of at least 0";

    protected override bool Fits(float label) => label >= 0;

    public override void CheckEnough(TrainingData data)
    {
        if (!(WeightedMean(data) > 0)) throw new ArgumentException("All labels are 0; a Poisson mean above 0 was expected.");
    }

    public override double[] StartScores(TrainingData data) => [Math.Log(WeightedMean(data))];

    public override void Derive(TrainingData data, double[][] scores, int output, Derivatives into, ThreadTeam team) =>
        ForBlocks(data.Labels.Length, team, (from, to) =>
        {
            for (var row = from; row < to; row++)
            {
                var mean = Math.Exp(scores[0][row]);
                into.Set(row, (mean - data.Labels[row]) * data.Weight(row), Math.Exp(scores[0][row] + StepGuard) * data.Weight(row));
            }
        });

    public override double Loss(TrainingData data, double[][] scores) =>
        MeanLoss(data, row => Math.Exp(scores[0][row]) - data.Labels[row] * scores[0][row]);
}
