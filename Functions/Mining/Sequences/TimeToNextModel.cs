using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Sequences;

/// <summary>Fitted curves of the time to the next event. Immutable and thread-safe.</summary>
public sealed class TimeToNextModel
{
    const string Format = "crminsights-timetonext";
    const int FormatVersion = 1;

    readonly IReadOnlyDictionary<int, WaitingCurve> _curves;

    internal TimeToNextModel(WaitingCurve all, IReadOnlyDictionary<int, WaitingCurve> curves) => (All, _curves) = (all, curves);

    /// <summary>The curve of all waits.</summary>
    public WaitingCurve All { get; }

    /// <summary>Items with a curve of their own, rising.</summary>
    public IEnumerable<int> Items => _curves.Keys;

    /// <summary>The curve after an item: its own where there were enough events, else that of all.</summary>
    public WaitingCurve After(int item) => _curves.TryGetValue(item, out var own) ? own : All;

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        WaitingCurve[] curves = [All, .. _curves.Values];
        writer.Numbers("items", [.. _curves.Keys.Select(item => (double)item)]);
        writer.Numbers("shapes", [.. curves.Select(curve => curve.Shape)]);
        writer.Numbers("scales", [.. curves.Select(curve => curve.Scale)]);
        writer.Numbers("events", [.. curves.Select(curve => (double)curve.EventCount)]);
        writer.Numbers("censored", [.. curves.Select(curve => (double)curve.CensoredCount)]);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or out of range; the message says which.</exception>
    public static TimeToNextModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var items = WholeNumbers.Read(reader, "items", 0, int.MaxValue);
        var (shapes, scales) = (Positive(reader, "shapes", items.Length + 1), Positive(reader, "scales", items.Length + 1));
        var (events, censored) = (WholeNumbers.Read(reader, "events", 1, int.MaxValue), WholeNumbers.Read(reader, "censored", 0, int.MaxValue));
        reader.Require(events.Length == shapes.Length, "events", $"{shapes.Length} numbers");
        reader.Require(censored.Length == shapes.Length, "censored", $"{shapes.Length} numbers");
        reader.End();
        var curves = new SortedDictionary<int, WaitingCurve>();
        for (var at = 0; at < items.Length; at++)
            reader.Require(curves.TryAdd(items[at], new WaitingCurve(shapes[at + 1], scales[at + 1], events[at + 1], censored[at + 1])), "items", "each item once");
        return new TimeToNextModel(new WaitingCurve(shapes[0], scales[0], events[0], censored[0]), curves);
    }

    static double[] Positive(StrictJsonReader reader, string name, int count)
    {
        var numbers = reader.FiniteNumbers(name);
        reader.Require(numbers.Length == count && numbers.All(number => number > 0), name, $"{count} numbers above 0");
        return numbers;
    }
}
