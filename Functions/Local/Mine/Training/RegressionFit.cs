using System.CommandLine;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Local.Mine.Training;

/// <summary>Regressions of `mine train` on the spelled columns, with the table of their weights.</summary>
static class RegressionFit
{
    /// <summary>So little that no weight of a fit with a unique answer changes by what anyone prints.</summary>
    const double LeastRidge = 1e-6;

    /// <summary>Fits as the flags say; without a penalty and where no unique fit exists, with the least ridge that makes one.</summary>
    public static LinearModel Of(ParseResult parsed, TableInput input, RunContext run)
    {
        var (data, l1, l2) = (Spelled(input), parsed.GetValue(TrainFlags.L1), parsed.GetValue(TrainFlags.L2));
        if (l2 is not null || l1 > 0) return Fit(parsed, data, (l1, l2 ?? 0), run);
        try
        {
            var exact = Fit(parsed, data, (0, 0), run);
            if (exact.Converged) return exact;
        }
        catch (InvalidOperationException)
        {
            // Columns say the same as others do: any of many fits is as good, and a ridge picks one.
            return Fit(parsed, data, (0, LeastRidge), run);
        }
        return Fit(parsed, data, (0, LeastRidge), run);
    }

    /// <summary>Intervals of the weights, the intercept first; null where there is no formula and no --bootstrap.</summary>
    public static (IReadOnlyList<Interval> Intervals, string Kind)? Intervals(ParseResult parsed, LinearModel model, TableInput input, RunContext run)
    {
        if (parsed.GetValue(TrainFlags.Bootstrap) is not { } samples) return model.StandardErrors.Count > 0 ? (model.Intervals(), "Wald") : null;
        var options = new BootstrapOptions { SampleCount = samples, Seed = parsed.GetValue(MineFlags.Seed) };
        var penalties = (parsed.GetValue(TrainFlags.L1), parsed.GetValue(TrainFlags.L2) ?? (model.StandardErrors.Count > 0 ? 0 : LeastRidge));
        return (LinearBootstrap.Intervals(Spelled(input), (sample, inner) => Fit(parsed, sample, penalties, inner), options, run), "bootstrap");
    }

    static TrainingData Spelled(TableInput input) => input.Train with { Features = new OneHot(input.Columns).Encode(input.Train.Features) };

    static LinearModel Fit(ParseResult parsed, TrainingData data, (double L1, double L2) penalties, RunContext run) => parsed.GetValue(TrainFlags.Method) == "logistic"
        ? LogisticRegression.Fit(data, new LogisticRegressionOptions { L1 = penalties.L1, L2 = penalties.L2 }, run)
        : GeneralizedRegression.Fit(data, new GeneralizedRegressionOptions { Family = Family(parsed), L1 = penalties.L1, L2 = penalties.L2 }, run);

    static LinearFamily Family(ParseResult parsed) => parsed.GetValue(TrainFlags.Method) switch
    {
        "poisson" => LinearFamily.Poisson,
        "gamma" => LinearFamily.Gamma,
        _ => LinearFamily.Gaussian,
    };
}
