using CrmInsights.Mining.Sequences;

namespace CrmInsights.Local.Mine.Sequences;

/// <summary>`mine sequences --find waits`: how long until the next element, by the items of the present one.</summary>
static class Waits
{
    public static async Task<int> RunAsync(MineRun run, SequenceInput input, string? until)
    {
        var sequences = input.Sequences;
        var watchedUntil = until is null ? LastTime(sequences) : SequenceInput.DayOf(until)!.Value;
        var model = run.Fit(() => TimeToNext.Fit(sequences, new TimeToNextOptions { WatchedUntil = watchedUntil }, run.Context));
        (string Name, WaitingCurve Curve)[] curves = [("all", model.All), .. model.Items.Select(item => (sequences.NameOf(item), model.After(item))).OrderByDescending(after => after.Item2.EventCount)];
        await run.WriteRowsAsync("after,shape,scale,medianWait,events,open", curves.Select(after =>
            $"{MineOutput.Field(after.Name)},{MineOutput.Number(after.Curve.Shape)},{MineOutput.Number(after.Curve.Scale)},{MineOutput.Number(after.Curve.Remaining(0, 0.5))},{after.Curve.EventCount},{after.Curve.CensoredCount}"));
        return await run.FinishAsync(new MineResult
        {
            Rows = sequences.Count,
            Columns = sequences.ItemCount,
            Count = curves.Length - 1,
            Parameters = new Dictionary<string, double> { ["shape"] = model.All.Shape, ["scale"] = model.All.Scale, ["medianWait"] = model.All.Remaining(0, 0.5), ["events"] = model.All.EventCount, ["open"] = model.All.CensoredCount },
            Top = [.. curves.Take(20).Select(after => (object)new { after = after.Name, medianWait = after.Curve.Remaining(0, 0.5), shape = after.Curve.Shape, events = after.Curve.EventCount })],
        }, curves.Select(after => $"after {after.Name}: half come within {after.Curve.Remaining(0, 0.5):0.#}, {after.Curve.EventCount:N0} came, {after.Curve.CensoredCount:N0} are open"));
    }

    static double LastTime(SequenceDatabase sequences) =>
        Enumerable.Range(0, sequences.Count).Where(sequence => sequences.ElementCount(sequence) > 0).Max(sequence => sequences.Time(sequence, sequences.ElementCount(sequence) - 1));
}
