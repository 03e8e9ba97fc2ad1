using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>
/// Turns the values of a feature into one byte: how many of the model's thresholds lie below it. A value goes left at the j-th threshold exactly where its code is at
/// most j, so that a node compares bytes.
/// </summary>
sealed class ThresholdCodes
{
    /// <summary>One code is kept for missing values that go right.</summary>
    public const int MostThresholds = 254;

    public const int BlockLength = 16;

    /// <summary>Rising, filled up with infinity to whole blocks; nothing is above infinity.</summary>
    readonly float[] _thresholds;
    /// <summary>The last threshold of each block.</summary>
    readonly float[] _lasts;

    /// <param name="thresholds">Rising and different, at most <see cref="MostThresholds"/>.</param>
    public ThresholdCodes(ReadOnlySpan<float> thresholds)
    {
        var blocks = thresholds.Length / BlockLength + 1;
        _thresholds = new float[blocks * BlockLength];
        _lasts = new float[BlockLength];
        Array.Fill(_thresholds, float.PositiveInfinity);
        Array.Fill(_lasts, float.PositiveInfinity);
        thresholds.CopyTo(_thresholds);
        for (var block = 0; block < blocks; block++) _lasts[block] = _thresholds[block * BlockLength + BlockLength - 1];
    }

    /// <summary>Largest float that is not above a threshold: for floats it decides alike.</summary>
    public static float RoundDown(double threshold)
    {
        var rounded = (float)threshold;
        return rounded > threshold ? MathF.BitDecrement(rounded) : rounded;
    }

    /// <summary>The thresholds, whole blocks.</summary>
    public float[] ThresholdTable => _thresholds;

    /// <summary>The last threshold of each block; one block of them.</summary>
    public float[] LastTable => _lasts;

    /// <summary>Number of thresholds below a value; 0 for NaN.</summary>
    public byte CodeOf(float value) => CodeOf(value, _lasts, _thresholds);

    /// <summary>The same where the tables of many features lie side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte CodeOf(float value, ReadOnlySpan<float> lasts, ReadOnlySpan<float> thresholds)
    {
        var wanted = Vector512.Create(value);
        var from = BlockLength * CountBelow(lasts, wanted);
        return (byte)(from + CountBelow(thresholds.Slice(from, BlockLength), wanted));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int CountBelow(ReadOnlySpan<float> rising, Vector512<float> value) =>
        BitOperations.PopCount(Vector512.LessThan(Vector512.Create(rising), value).ExtractMostSignificantBits());
}
