using CrmInsights.Mining.Data;
using CrmInsights.Mining.Metrics;
using CrmInsights.Mining.Uplift.Internals;

namespace CrmInsights.Mining.Uplift;

/// <summary>Whom a treatment moves: effects on single customers by boosted trees, and whether they are more than noise.</summary>
/// <remarks>
/// Effects, averages and the test of heterogeneity are cross-fitted: Chernozhukov et al. (2018), Econometrics Journal 21(1). The average is the
/// mean of doubly robust scores m1 - m0 + T (Y - m1) / e - (1 - T) (Y - m0) / (1 - e) (Robins, Rotnitzky and Zhao 1994, JASA 89). The result
/// does not depend on the number of threads.
/// </remarks>
public static class UpliftModeling
{
    const double PowerReach = 1.959964 + 0.841621;          // normal quantiles of 5 % two-sided and of 80 % power

    /// <summary>Fits a model where the rows suffice, else reports the average effect and says why.</summary>
    /// <exception cref="ArgumentException">The data contradict themselves, or the method does not fit the outcomes.</exception>
    public static UpliftResult Fit(UpliftData data, UpliftOptions options, RunContext run)
    {
        options.Validate(data);
        var folds = Folds.Of(data.Treated, options.FoldCount, options.Seed);
        var scores = RobustScores.Of(data, folds, options, run.Part(0, options.FoldCount + 2));
        var average = MeanOf(scores, options.Confidence);
        if (BelowFloor(data, options) is { } refusal) return new UpliftResult(average, null, [], null, refusal);

        var learner = new UpliftLearner(data, options, run with { Progress = null });
        var outOfFold = new double[data.Treated.Length];
        for (var fold = 0; fold < options.FoldCount; fold++)
        {
            run.Report(fold + 1, options.FoldCount + 2);
            var model = learner.Fit(folds.Without(fold));
            foreach (var row in folds.Of(fold)) outOfFold[row] = model.Predict(data.Features.Row(row));
        }
        run.Report(options.FoldCount + 1, options.FoldCount + 2);
        var all = learner.Fit([.. Enumerable.Range(0, outOfFold.Length)]);
        return new UpliftResult(average, all, outOfFold, HalvesApart(outOfFold, scores, folds, options), null);
    }

    /// <summary>Average effect of the treatment alone, cross-fitted and doubly robust.</summary>
    public static Interval AverageEffect(UpliftData data, UpliftOptions options, RunContext run)
    {
        options.Validate(data);
        return MeanOf(RobustScores.Of(data, Folds.Of(data.Treated, options.FoldCount, options.Seed), options, run), options.Confidence);
    }

    static string? BelowFloor(UpliftData data, UpliftOptions options)
    {
        var treated = data.Treated.Count(value => value);
        var others = data.Treated.Length - treated;
        // Each half holds half of both groups; the variance of the difference of two differences is 4 / treated + 4 / others.
        var detectable = PowerReach * 2 * Math.Sqrt(1.0 / treated + 1.0 / others);
        if (detectable > options.DetectableDifference)
            return $"{treated} treated and {others} other rows can only show differences of {detectable:0.00} standard deviations between customers; {options.DetectableDifference:0.00} was asked for.";
        if (!data.IsYesNo) return null;
        var rarer = Math.Min(Rarer(data, true), Rarer(data, false));
        return rarer < options.MinRarerOutcomes
            ? $"The rarer outcome occurs {rarer} times in one of the groups; at least {options.MinRarerOutcomes} were asked for."
            : null;
    }

    static int Rarer(UpliftData data, bool treated)
    {
        var (ones, rows) = (0, 0);
        for (var row = 0; row < data.Treated.Length; row++)
        {
            if (data.Treated[row] != treated) continue;
            rows++;
            if (data.Outcomes[row] == 1) ones++;
        }
        return Math.Min(ones, rows - ones);
    }

    static Interval HalvesApart(double[] uplifts, double[] scores, Folds folds, UpliftOptions options)
    {
        var (upper, lower) = (new List<double>(), new List<double>());
        for (var fold = 0; fold < options.FoldCount; fold++)
        {
            var rows = folds.Of(fold).OrderByDescending(row => uplifts[row]).ThenBy(row => row).ToArray();
            for (var place = 0; place < rows.Length; place++) (place < rows.Length / 2 ? upper : lower).Add(scores[rows[place]]);
        }
        var (first, second) = (MeanOf([.. upper], options.Confidence), MeanOf([.. lower], options.Confidence));
        var error = Math.Sqrt(first.StandardError * first.StandardError + second.StandardError * second.StandardError);
        return Interval.Around(first.Value - second.Value, error, options.Confidence);
    }

    static Interval MeanOf(double[] scores, double confidence)
    {
        var mean = scores.Average();
        var squares = scores.Sum(score => (score - mean) * (score - mean));
        return Interval.Around(mean, Math.Sqrt(squares / (scores.Length - 1) / scores.Length), confidence);
    }
}
