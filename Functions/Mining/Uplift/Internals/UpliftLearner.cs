using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Uplift.Internals;

/// <summary>The four methods, each on a part of the rows.</summary>
sealed class UpliftLearner(UpliftData data, UpliftOptions options, RunContext run)
{
    const int InnerFolds = 2;

    readonly (UpliftOptions Options, RunContext Run) _how = (options, run);
    readonly double _treatedShare = data.TreatedShare;

    public UpliftModel Fit(int[] rows) => options.Method switch
    {
        UpliftMethod.TwoModel => TwoModel(rows),
        UpliftMethod.ClassTransformation => ClassTransformation(rows),
        UpliftMethod.XLearner => Crossed(rows),
        _ => DoublyRobust(rows),
    };

    UpliftModel TwoModel(int[] rows)
    {
        var (treated, others) = RobustScores.GroupModels(data, rows, _how);
        return Model(treated, others);
    }

    // With rows weighted to equal groups, P(z = 1) = (p1 + 1 - p0) / 2.
    UpliftModel ClassTransformation(int[] rows)
    {
        var targets = new Targets(
            row => data.Treated[row] == (data.Outcomes[row] == 1) ? 1 : 0,
            IsYesNo: true,
            row => (float)(0.5 / (data.Treated[row] ? Chance(row) : 1 - Chance(row))));
        return Model(OutcomeModel.Fit(data.Features, rows, targets, _how));
    }

    UpliftModel Crossed(int[] rows)
    {
        var imputed = new double[data.Treated.Length];
        foreach (var (learned, scored) in Inner(rows))
        {
            var (treated, others) = RobustScores.GroupModels(data, learned, _how);
            foreach (var row in scored)
                imputed[row] = data.Treated[row] ? data.Outcomes[row] - others.Mean(data.Features.Row(row)) : treated.Mean(data.Features.Row(row)) - data.Outcomes[row];
        }
        var targets = new Targets(row => (float)imputed[row], IsYesNo: false);
        return Model(
            OutcomeModel.Fit(data.Features, Array.FindAll(rows, row => data.Treated[row]), targets, _how),
            OutcomeModel.Fit(data.Features, Array.FindAll(rows, row => !data.Treated[row]), targets, _how));
    }

    UpliftModel DoublyRobust(int[] rows)
    {
        var scores = new double[data.Treated.Length];
        RobustScores.Fill(data, Inner(rows), _how, scores);
        return Model(OutcomeModel.Fit(data.Features, rows, new Targets(row => (float)scores[row], IsYesNo: false), _how));
    }

    (int[] Learned, int[] Scored)[] Inner(int[] rows)
    {
        var folds = Folds.Of(Array.ConvertAll(rows, row => data.Treated[row]), InnerFolds, options.Seed + 1);
        return [.. Enumerable.Range(0, InnerFolds).Select(fold => (Pick(rows, folds.Without(fold)), Pick(rows, folds.Of(fold))))];
    }

    double Chance(int row) => RobustScores.Propensity(data, row, _treatedShare);

    UpliftModel Model(params OutcomeModel[] parts) => new(options.Method, _treatedShare, parts);

    static int[] Pick(int[] rows, int[] places) => Array.ConvertAll(places, place => rows[place]);
}
