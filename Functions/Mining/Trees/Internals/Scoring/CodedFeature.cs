using System.Numerics;
using System.Runtime.CompilerServices;

namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>One feature and all channels that its codes go to.</summary>
sealed class CodedFeature
{
    readonly ThresholdCodes? _thresholds;
    readonly CategoryCodes? _categories;
    readonly Place[] _places;

    public CodedFeature(int feature, ThresholdCodes? thresholds, CategoryCodes? categories, Place[] places)
    {
        (Feature, _thresholds, _categories, _places) = (feature, thresholds, categories, places);
        ZeroCode = thresholds?.CodeOf(0) ?? 0;
    }

    public int Feature { get; }

    /// <summary>Its thresholds.</summary>
    public ThresholdCodes? Thresholds => _thresholds;

    /// <summary>Where its codes go.</summary>
    public ReadOnlySpan<Place> Places => _places;

    /// <summary>The code of 0.</summary>
    public int ZeroCode { get; }

    /// <summary>Writes the codes of one value, to every channel of numbers.</summary>
    public void WriteNumbers(float value, Span<ushort> codes)
    {
        if (_thresholds is null) return;
        var code = _thresholds.CodeOf(value);
        foreach (ref readonly var place in _places.AsSpan())
            if (!place.Channel.IsCategorical) codes[place.Index] = place.Channel.CodeOf(value, code, place.Channel.MissingCodeOf(ZeroCode, ushort.MaxValue));
    }

    /// <summary>Writes the codes of a block of rows.</summary>
    /// <param name="values">The rows, from this feature of the first on.</param>
    /// <param name="step">Values from one row to the next.</param>
    /// <param name="count">Rows, at most a block.</param>
    /// <param name="codes">Plane after plane, a block each. Categories have two: the word of a set that tells of them, and the bit in it.</param>
    public void WriteBlock<T>(ReadOnlySpan<float> values, int step, int count, Span<T> codes) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        Span<float> column = stackalloc float[BlockScorer<T>.BlockRows];
        for (int row = 0, at = 0; row < count; row++, at += step) column[row] = values[at];
        Span<T> numbers = stackalloc T[BlockScorer<T>.BlockRows];
        if (_thresholds is { } thresholds)
            for (var row = 0; row < count; row++) numbers[row] = T.CreateTruncating(thresholds.CodeOf(column[row]));
        foreach (ref readonly var place in _places.AsSpan())
        {
            var plane = PlaneAt(codes, place.Plane);
            if (place.Channel.IsCategorical) WriteCategories(column[..count], plane, PlaneAt(codes, place.Plane + 1));
            else place.Channel.Fill(column, numbers, T.CreateTruncating(place.Channel.MissingCodeOf(ZeroCode, int.CreateTruncating(T.MaxValue))), plane);
        }
    }

    static Span<T> PlaneAt<T>(Span<T> codes, int plane) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
        codes.Slice(plane * BlockScorer<T>.BlockRows, BlockScorer<T>.BlockRows);

    void WriteCategories<T>(ReadOnlySpan<float> values, Span<T> words, Span<T> bits) where T : unmanaged, IBinaryInteger<T>
    {
        var bitCount = Unsafe.SizeOf<T>() * 8;
        for (var row = 0; row < values.Length; row++)
        {
            var code = _categories!.CodeOf(values[row]);
            (words[row], bits[row]) = (T.CreateTruncating(code / bitCount), T.One << (code % bitCount));
        }
    }

    /// <summary>Where a channel lies.</summary>
    /// <param name="Index">Among the codes of one row.</param>
    /// <param name="Plane">Among the codes of a block: categories have a second plane behind it.</param>
    /// <param name="Channel">The channel.</param>
    public readonly record struct Place(int Index, int Plane, Channel Channel);
}
