using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Models;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Metrics;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine.Explaining;

/// <summary>How bad predictions are, in the measure a model of this objective is judged by. Less is better.</summary>
sealed record ModelLoss(string Name, ScoresLoss Measure)
{
    public static ModelLoss Of(TrainedModel model, TrainingData data)
    {
        var labels = data.Labels;
        return model switch
        {
            { IsBinary: true } => new("log-loss", values => BinaryMetrics.LogLoss(values, labels)),
            { OutputCount: > 1 } => new("log-loss", values => OfClasses(values, model.OutputCount, labels)),
            { Description.Objective: "lambdarank" } => OfLists(data),
            { Description.Objective: "poisson" } => new("Poisson deviance", values => RegressionMetrics.PoissonDeviance(values, labels)),
            { Description.Objective: "gamma" } => new("Gamma deviance", values => RegressionMetrics.GammaDeviance(values, labels)),
            { Description.Objective: "quantile" } => new("mean absolute error", values => RegressionMetrics.MeanAbsoluteError(values, labels)),
            _ => new("mean squared error", values => Math.Pow(RegressionMetrics.RootMeanSquaredError(values, labels), 2)),
        };
    }

    static ModelLoss OfLists(TrainingData data)
    {
        var groups = data.Groups ?? throw new CommandFailedException("A model of ranks is judged list by list: give --group, the column that says which rows are ranked together.");
        return new("loss of NDCG", values => 1 - RankingMetrics.MeanNdcg(values, data.Labels, groups));
    }

    static double OfClasses(ReadOnlySpan<double> values, int classes, float[] labels)
    {
        var loss = 0.0;
        for (var row = 0; row < labels.Length; row++) loss -= Math.Log(Math.Max(labels[row] < classes ? values[row * classes + (int)labels[row]] : 0, 1e-15));
        return loss / labels.Length;
    }
}
