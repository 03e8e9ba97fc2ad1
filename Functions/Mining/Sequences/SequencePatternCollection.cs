using System.Globalization;
using System.Text;

namespace CrmInsights.Mining.Sequences;

/// <summary>Sequential patterns with their supports, in flat arrays, as SPMF writes them: the items of an element rising, -1 after each element.</summary>
public sealed class SequencePatternCollection
{
    /// <summary>What ends an element of a pattern.</summary>
    public const int ElementEnd = -1;

    readonly int[] _codes;
    readonly int[] _starts;
    readonly int[] _supports;
    readonly int[] _groupSupports;

    internal SequencePatternCollection(int[] codes, int[] starts, int[] supports, int[] groupSupports, int sequenceCount)
    {
        (_codes, _starts, _supports, _groupSupports) = (codes, starts, supports, groupSupports);
        SequenceCount = sequenceCount;
    }

    /// <summary>Number of patterns.</summary>
    public int Count => _supports.Length;

    /// <summary>Number of sequences they were counted in, empty ones included.</summary>
    public int SequenceCount { get; }

    /// <summary>One pattern: items, with <see cref="ElementEnd"/> after each element.</summary>
    public ReadOnlySpan<int> this[int pattern] => _codes.AsSpan(_starts[pattern].._starts[pattern + 1]);

    /// <summary>Number of sequences that hold the pattern.</summary>
    public int SupportOf(int pattern) => _supports[pattern];

    /// <summary>Share of the sequences that hold the pattern.</summary>
    public double RelativeSupport(int pattern) => (double)_supports[pattern] / SequenceCount;

    /// <summary>Number of items of a pattern.</summary>
    public int LengthOf(int pattern) => this[pattern].Length - ElementCount(pattern);

    /// <summary>Number of elements of a pattern.</summary>
    public int ElementCount(int pattern) => this[pattern].Count(ElementEnd);

    /// <summary>Items of the longest pattern; 0 where there is none.</summary>
    public int Longest => Enumerable.Range(0, Count).Select(LengthOf).DefaultIfEmpty().Max();

    /// <summary>Writes the patterns as SPMF does: <c>1 2 -1 3 -1 #SUP: 4</c>, one a line.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        for (var pattern = 0; pattern < Count; pattern++)
        {
            foreach (var code in this[pattern])
            {
                writer.Write(code.ToString(CultureInfo.InvariantCulture));
                writer.Write(' ');
            }
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"#SUP: {_supports[pattern]}"));
        }
    }

    /// <summary>Number of marked sequences that hold the pattern, where the miner was given marks.</summary>
    internal int GroupSupportOf(int pattern) => _groupSupports[pattern];

    internal SequencePatternCollection Where(Func<int, bool> keep)
    {
        var kept = Enumerable.Range(0, Count).Where(keep).ToArray();
        var builder = new Internals.PatternBuilder(int.MaxValue);
        foreach (var pattern in kept) builder.Add(this[pattern], _supports[pattern], _groupSupports[pattern]);
        return builder.Build(SequenceCount);
    }
}
