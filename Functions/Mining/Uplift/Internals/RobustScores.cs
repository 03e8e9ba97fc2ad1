using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Uplift.Internals;

/// <summary>Doubly robust scores of rows: their mean is the average effect, their regression the effect by features.</summary>
static class RobustScores
{
    /// <summary>Scores of all rows.</summary>
    public static double[] Of(UpliftData data, Folds folds, UpliftOptions options, RunContext run)
    {
        var scores = new double[data.Treated.Length];
        Fill(data, [.. Enumerable.Range(0, options.FoldCount).Select(fold => (folds.Without(fold), folds.Of(fold)))], (options, run), scores);
        return scores;
    }

    /// <summary>Scores of the rows of each second part, by models of the first.</summary>
    public static void Fill(UpliftData data, (int[] Learned, int[] Scored)[] parts, (UpliftOptions Options, RunContext Run) how, double[] scores)
    {
        var share = data.TreatedShare;
        for (var part = 0; part < parts.Length; part++)
        {
            how.Run.Report(part, parts.Length);
            var (learned, scored) = parts[part];
            var (treated, others) = GroupModels(data, learned, how);
            foreach (var row in scored)
                scores[row] = Score(data, row, Propensity(data, row, share), (treated.Mean(data.Features.Row(row)), others.Mean(data.Features.Row(row))));
        }
    }

    /// <summary>A model of the treated and one of the others.</summary>
    public static (OutcomeModel Treated, OutcomeModel Others) GroupModels(UpliftData data, int[] rows, (UpliftOptions Options, RunContext Run) how)
    {
        var targets = new Targets(row => data.Outcomes[row], data.IsYesNo);
        return (OutcomeModel.Fit(data.Features, Array.FindAll(rows, row => data.Treated[row]), targets, how),
            OutcomeModel.Fit(data.Features, Array.FindAll(rows, row => !data.Treated[row]), targets, how));
    }

    /// <summary>Chance of a row to be treated.</summary>
    public static double Propensity(UpliftData data, int row, double share) => data.Propensities is null ? share : data.Propensities[row];

    static double Score(UpliftData data, int row, double chance, (double IfTreated, double IfNot) mean) =>
        mean.IfTreated - mean.IfNot
        + (data.Treated[row] ? (data.Outcomes[row] - mean.IfTreated) / chance : -(data.Outcomes[row] - mean.IfNot) / (1 - chance));
}
