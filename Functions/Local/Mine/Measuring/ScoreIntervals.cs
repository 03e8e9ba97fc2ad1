using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Calibration;

namespace CrmInsights.Local.Mine.Measuring;

/// <summary>Conformal intervals around predictions, or around a pair of predicted quantiles.</summary>
sealed record ScoreIntervals(double[] Lows, double[] Highs, ConformalMargin Margin)
{
    public static ScoreIntervals Of(ParseResult parsed, ScoreTable table, int train)
    {
        var (low, high) = (parsed.GetValue(CalibrateVerb.Low), parsed.GetValue(CalibrateVerb.High));
        if (low is null != high is null) throw new CommandFailedException("--low and --high belong together: the two columns of predicted quantiles.");
        var (lows, highs) = low is null ? (table.Scores, table.Scores) : (table.Column(parsed, low), table.Column(parsed, high!));
        return new ScoreIntervals(lows, highs, ConformalIntervals.AroundQuantiles(lows.AsSpan(0, train), highs.AsSpan(0, train), table.Labels.AsSpan(0, train), parsed.GetValue(CalibrateVerb.Coverage)));
    }

    public (double Low, double High) Around(int row) => Margin.Around(Lows[row], Highs[row]);

    /// <summary>Share of the labels from a row on that lie in their interval.</summary>
    public double Covered(float[] labels, int from) => Enumerable.Range(from, labels.Length - from).Average(row => Around(row).Low <= labels[row] && labels[row] <= Around(row).High ? 1.0 : 0);

    /// <summary>Mean width of the intervals from a row on.</summary>
    public double Width(int from) => Enumerable.Range(from, Lows.Length - from).Average(row => Around(row).High - Around(row).Low);
}
