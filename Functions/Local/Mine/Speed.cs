using System.Diagnostics;
using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine;

/// <summary>How fast a model answers, on one thread. Measured after a first round that is not counted.</summary>
static class Speed
{
    const int MostRows = 200_000;
    const int MostExplained = 5_000;
    static readonly TimeSpan s_longest = TimeSpan.FromSeconds(3);

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
        if (model.Explain() is not { } explain) return null;
        var shares = new double[model.FeatureCount];
        var count = Math.Min(rows.RowCount, MostExplained);
        for (var row = 0; row < Math.Min(count, 50); row++) explain(rows.Row(row), shares);
        var began = Stopwatch.GetTimestamp();
        var done = 0;
        while (done < count && Stopwatch.GetElapsedTime(began) < s_longest) explain(rows.Row(done++), shares);
        return done / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    static double Best(Action work)
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
