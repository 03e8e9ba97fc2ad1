using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>
/// Turns the values of a feature into one code: how many of the model's thresholds lie below it. A value goes left at the j-th threshold exactly where its code is at
/// most j, so that a node compares codes.
/// </summary>
sealed class ThresholdCodes
{
    /// <summary>Most thresholds for codes of a byte: one code is kept for missing values that go right.</summary>
    public const int MostOfByte = 254;

    /// <summary>Most thresholds at all, for codes of two bytes.</summary>
    public const int Most = 65_534;

    public const int BlockLength = 16;

    /// <summary>First up to 16 floats, then 16 for each of those and so on; the last level holds the thresholds, each other one the last of every 16 below. Filled up with
    /// infinity to whole blocks; nothing is above infinity.</summary>
    readonly float[][] _levels;

    /// <param name="thresholds">Rising and different, at most <see cref="Most"/>.</param>
    public ThresholdCodes(ReadOnlySpan<float> thresholds)
    {
        var levels = new List<float[]> { Filled(thresholds) };
        while (levels.Count < 2 || levels[0].Length > BlockLength) levels.Insert(0, LastsOf(levels[0]));
        _levels = [.. levels];
    }

    /// <summary>Where up to 256 thresholds leave two levels.</summary>
    public float[] ThresholdTable => _levels[^1];

    /// <summary>The last threshold of each block of 16.</summary>
    public float[] LastTable => _levels[^2];

    static float[] Filled(ReadOnlySpan<float> values)
    {
        var filled = new float[(values.Length / BlockLength + 1) * BlockLength];
        Array.Fill(filled, float.PositiveInfinity);
        values.CopyTo(filled);
        return filled;
    }

    /// <summary>The last of each block; infinity, the last of all, is what the level is filled up with.</summary>
    static float[] LastsOf(float[] level)
    {
        var lasts = new float[level.Length / BlockLength - 1];
        for (var block = 0; block < lasts.Length; block++) lasts[block] = level[block * BlockLength + BlockLength - 1];
        return Filled(lasts);
    }

    /// <summary>Largest float that is not above a threshold: for floats it decides alike.</summary>
    public static float RoundDown(double threshold)
    {
        var rounded = (float)threshold;
        return rounded > threshold ? MathF.BitDecrement(rounded) : rounded;
    }

    /// <summary>Number of thresholds below a value; 0 for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CodeOf(float value) => _levels.Length == 2 ? CodeOf(value, LastTable, ThresholdTable) : SearchLevels(value);

    /// <summary>The same where the tables of many features lie side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte CodeOf(float value, ReadOnlySpan<float> lasts, ReadOnlySpan<float> thresholds)
    {
        var wanted = Vector512.Create(value);
        var from = BlockLength * CountBelow(lasts, wanted);
        return (byte)(from + CountBelow(thresholds.Slice(from, BlockLength), wanted));
    }

    int SearchLevels(float value)
    {
        var (wanted, code) = (Vector512.Create(value), 0);
        foreach (var level in _levels) code = code * BlockLength + CountBelow(level.AsSpan(code * BlockLength, BlockLength), wanted);
        return code;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int CountBelow(ReadOnlySpan<float> rising, Vector512<float> value) =>
        BitOperations.PopCount(Vector512.LessThan(Vector512.Create(rising), value).ExtractMostSignificantBits());
}
