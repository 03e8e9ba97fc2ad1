using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>A feature as nodes of one kind see it: its codes, with missing values where that kind sends them.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Missing">What counts as missing; nothing for categories.</param>
/// <param name="MissingLeft">Whether missing values go left.</param>
/// <param name="IsCategorical">Codes of categories instead of thresholds.</param>
readonly record struct Channel(int Feature, MissingKind Missing, bool MissingLeft, bool IsCategorical)
{
    /// <summary>Largest float that counts as zero.</summary>
    public static readonly float ZeroThreshold = ThresholdCodes.RoundDown(Tree.ZeroThreshold);

    public static Channel Of(Tree tree, int node)
    {
        var kind = tree.Kind[node];
        return kind.IsCategorical
            ? new Channel(tree.SplitFeature[node], MissingKind.None, false, true)
            : new Channel(tree.SplitFeature[node], kind.Missing, kind.Missing != MissingKind.None && kind.DefaultLeft, false);
    }

    /// <summary>The code of a value, given that of a value that is not missing.</summary>
    /// <param name="value">The value.</param>
    /// <param name="code">Its code as a number.</param>
    /// <param name="missingCode">The code of a missing value.</param>
    public ushort CodeOf(float value, int code, int missingCode) =>
        (ushort)(float.IsNaN(value) || (Missing == MissingKind.Zero && Math.Abs((double)value) <= Tree.ZeroThreshold) ? missingCode : code);

    /// <summary>The code of a missing value, given that of 0 and the code above all thresholds.</summary>
    public int MissingCodeOf(int zeroCode, int highest) => Missing == MissingKind.None ? zeroCode : MissingLeft ? 0 : highest;

    /// <summary>The codes of a block of rows.</summary>
    /// <param name="values">The values, whole vectors of them.</param>
    /// <param name="numbers">Codes as numbers, one a row.</param>
    /// <param name="missingCode">The code of a missing value.</param>
    /// <param name="codes">Filled.</param>
    public void Fill<T>(ReadOnlySpan<float> values, ReadOnlySpan<T> numbers, T missingCode, Span<T> codes)
    {
        var missing = Vector512.Create(missingCode);
        for (var row = 0; row < codes.Length; row += Vector512<T>.Count)
        {
            var part = values.Slice(row, Vector512<T>.Count);
            Vector512.ConditionalSelect(Gaps<T>(part), missing, Vector512.Create(numbers[row..])).CopyTo(codes[row..]);
        }
    }

    /// <summary>All bits where a value is missing, as wide as codes.</summary>
    Vector512<T> Gaps<T>(ReadOnlySpan<float> values)
    {
        var first = Vector512.Narrow(Gap(values), Gap(values[16..]));
        return Vector512<T>.Count == Vector512<ushort>.Count
            ? first.As<ushort, T>()
            : Vector512.Narrow(first, Vector512.Narrow(Gap(values[32..]), Gap(values[48..]))).As<byte, T>();
    }

    /// <summary>All bits where a value is missing.</summary>
    Vector512<uint> Gap(ReadOnlySpan<float> values)
    {
        var vector = Vector512.Create(values);
        var gap = ~Vector512.Equals(vector, vector);
        return (Missing == MissingKind.Zero ? gap | Vector512.LessThanOrEqual(Vector512.Abs(vector), Vector512.Create(ZeroThreshold)) : gap).AsUInt32();
    }
}
