namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>Positions of each item: of the first in each sequence, or of all.</summary>
sealed class Occurrences
{
    readonly int[] _positions;
    readonly int[] _starts;

    Occurrences(int[] positions, int[] starts) => (_positions, _starts) = (positions, starts);

    /// <summary>Positions of one item, rising.</summary>
    public ReadOnlySpan<int> Of(int item) => _positions.AsSpan(_starts[item].._starts[item + 1]);

    public static Occurrences From(FlatSequences data, bool firstOnly)
    {
        var starts = new int[data.ItemCount + 1];
        for (var position = 0; position < data.Steps.Length; position++)
        {
            if (IsKept(data, position, firstOnly)) starts[(data.Steps[position].Code >> 1) + 1]++;
        }
        for (var item = 0; item < data.ItemCount; item++) starts[item + 1] += starts[item];

        var next = (int[])starts.Clone();
        var positions = new int[starts[^1]];
        for (var position = 0; position < data.Steps.Length; position++)
        {
            if (IsKept(data, position, firstOnly)) positions[next[data.Steps[position].Code >> 1]++] = position;
        }
        return new Occurrences(positions, starts);
    }

    static bool IsKept(FlatSequences data, int position, bool firstOnly) =>
        data.Steps[position].Code != FlatSequences.End && (!firstOnly || data.Steps[position].Previous < 0);
}
