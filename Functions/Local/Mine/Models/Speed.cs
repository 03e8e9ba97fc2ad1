using System.Diagnostics;
using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine.Models;

/// <summary>How fast a model answers, on one thread. Measured after a first round that is not counted.</summary>
static class Speed
{
    const int MostRows = 200_000;
    const int MostExplained = 5_000;

    public static double RowsPerSecond(TrainedModel model, FeatureMatrix rows)
    {
        var some = rows.RowCount > MostRows ? rows.Part(0, MostRows) : rows;
        return some.RowCount / Best(() => model.Predict(some));
    }

    /// <summary>Microseconds of one row, each asked for alone.</summary>
    public static double OneMicroseconds(TrainedModel model, FeatureMatrix rows)
    {
        var count = Math.Min(rows.RowCount, 20_000);
        Span<double> values = stackalloc double[Math.Min(model.OutputCount, 256)];
        var best = double.MaxValue;
        for (var round = 0; round < 4; round++)
        {
            var began = Stopwatch.GetTimestamp();
            for (var row = 0; row < count; row++) model.Predict(rows.Row(row), values);
            if (round > 0) best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        return best / count * 1e6;
    }

    /// <summary>Rows explained a second.</summary>
    public static double? ExplainedPerSecond(TrainedModel model, FeatureMatrix rows)
    {
        if (!model.CanExplain) return null;
        var some = rows.RowCount > MostExplained ? rows.Part(0, MostExplained) : rows;
        var shares = new double[some.RowCount * some.FeatureCount];
        return some.RowCount / Best(() => model.Explain(some, shares));
    }

    /// <summary>Seconds of the best of two rounds, after one that is not counted.</summary>
    public static double Best(Action work)
    {
        var best = double.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var began = Stopwatch.GetTimestamp();
            work();
            if (round > 0) best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        return best;
    }
}
