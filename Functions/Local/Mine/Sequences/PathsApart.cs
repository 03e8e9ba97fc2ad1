using CrmInsights.Mining.Sequences;

namespace CrmInsights.Local.Mine.Sequences;

/// <summary>`mine sequences --find paths`: what tells two groups of customers apart.</summary>
static class PathsApart
{
    public static async Task<int> RunAsync(MineRun run, SequenceInput input, (bool[] Marked, SequencePatternOptions Patterns, double PValue) settings)
    {
        var sequences = input.Sequences;
        var options = new PathComparisonOptions { Patterns = settings.Patterns, MaxAdjustedPValue = settings.PValue };
        var found = run.Fit(() => PathComparison.Compare(sequences, settings.Marked, options, run.Context));
        await run.WriteRowsAsync("pattern,markedShare,otherShare,oddsRatio,oddsRatioLow,oddsRatioHigh,pValue,adjustedPValue", found.Select(path =>
        {
            double[] figures = [path.MarkedShare, path.OtherShare, path.OddsRatio, path.OddsRatioInterval.Low, path.OddsRatioInterval.High, path.PValue, path.AdjustedPValue];
            return $"{MineOutput.Field(SequenceInput.Words(sequences, path.Pattern))},{string.Join(',', figures.Select(MineOutput.Number))}";
        }));
        return await run.FinishAsync(new MineResult
        {
            Rows = sequences.Count,
            Columns = sequences.ItemCount,
            Count = found.Count,
            Parameters = new Dictionary<string, double> { ["marked"] = settings.Marked.Count(marked => marked) },
            Top = [.. found.Take(20).Select(path => (object)new { pattern = SequenceInput.Words(sequences, path.Pattern), markedShare = path.MarkedShare, otherShare = path.OtherShare, oddsRatio = path.OddsRatio, adjustedPValue = path.AdjustedPValue })],
        }, found.Select(path => $"{SequenceInput.Words(sequences, path.Pattern)}: {path.MarkedShare:P1} of the marked, {path.OtherShare:P1} of the others (p {path.AdjustedPValue:G3})"));
    }
}
