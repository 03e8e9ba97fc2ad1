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

    const byte Left = 0;
    const byte Right = 255;

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
    /// <param name="zeroCode">The code of 0.</param>
    public byte CodeOf(float value, byte code, byte zeroCode) => Missing switch
    {
        MissingKind.None => float.IsNaN(value) ? zeroCode : code,
        MissingKind.NaN => float.IsNaN(value) ? MissingCode : code,
        _ => float.IsNaN(value) || Math.Abs((double)value) <= Tree.ZeroThreshold ? MissingCode : code,
    };

    /// <summary>The codes of a block of rows.</summary>
    /// <param name="values">The values, whole vectors of them.</param>
    /// <param name="numbers">Codes as numbers, one a row.</param>
    /// <param name="zeroCode">The code of 0.</param>
    /// <param name="codes">Filled.</param>
    public void Fill(ReadOnlySpan<float> values, ReadOnlySpan<byte> numbers, byte zeroCode, Span<byte> codes)
    {
        var missing = Vector512.Create(MissingCodeOf(zeroCode));
        for (var row = 0; row < codes.Length; row += Vector512<byte>.Count)
        {
            var part = values.Slice(row, Vector512<byte>.Count);
            var (first, second) = (Vector512.Narrow(Gap(part), Gap(part[16..])), Vector512.Narrow(Gap(part[32..]), Gap(part[48..])));
            Vector512.ConditionalSelect(Vector512.Narrow(first, second), missing, Vector512.Create(numbers[row..])).CopyTo(codes[row..]);
        }
    }

    /// <summary>All bits where a value is missing.</summary>
    Vector512<uint> Gap(ReadOnlySpan<float> values)
    {
        var vector = Vector512.Create(values);
        var gap = ~Vector512.Equals(vector, vector);
        return (Missing == MissingKind.Zero ? gap | Vector512.LessThanOrEqual(Vector512.Abs(vector), Vector512.Create(ZeroThreshold)) : gap).AsUInt32();
    }

    /// <summary>The code of a missing value, given that of 0.</summary>
    public byte MissingCodeOf(byte zeroCode) => Missing == MissingKind.None ? zeroCode : MissingCode;

    byte MissingCode => MissingLeft ? Left : Right;
}
