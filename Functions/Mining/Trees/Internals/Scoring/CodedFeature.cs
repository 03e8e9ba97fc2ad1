namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>One feature and all channels that its codes go to.</summary>
sealed class CodedFeature
{
    readonly ThresholdCodes? _thresholds;
    readonly CategoryCodes? _categories;
    readonly Place[] _places;
    readonly byte _zeroCode;

    public CodedFeature(int feature, ThresholdCodes? thresholds, CategoryCodes? categories, Place[] places)
    {
        (Feature, _thresholds, _categories, _places) = (feature, thresholds, categories, places);
        _zeroCode = thresholds?.CodeOf(0) ?? 0;
    }

    public int Feature { get; }

    /// <summary>Its thresholds.</summary>
    public ThresholdCodes? Thresholds => _thresholds;

    /// <summary>Where its codes go.</summary>
    public ReadOnlySpan<Place> Places => _places;

    /// <summary>The code of 0.</summary>
    public byte ZeroCode => _zeroCode;

    /// <summary>Writes the codes of one value, to every channel of the feature.</summary>
    public void Write(float value, Span<byte> codes)
    {
        var code = _thresholds is null ? (byte)0 : _thresholds.CodeOf(value);
        foreach (ref readonly var place in _places.AsSpan())
            codes[place.Index] = place.Channel.IsCategorical ? _categories!.CodeOf(value) : place.Channel.CodeOf(value, code, _zeroCode);
    }

    /// <summary>Writes the codes of a block of rows.</summary>
    /// <param name="values">The rows, from this feature of the first on.</param>
    /// <param name="step">Values from one row to the next.</param>
    /// <param name="count">Rows, at most <see cref="BlockScorer.BlockRows"/>.</param>
    /// <param name="codes">Plane after plane, a block each. Categories have two: the byte of a set that tells of them, and the bit in it.</param>
    public void WriteBlock(ReadOnlySpan<float> values, int step, int count, Span<byte> codes)
    {
        Span<float> column = stackalloc float[BlockScorer.BlockRows];
        for (int row = 0, at = 0; row < count; row++, at += step) column[row] = values[at];
        Span<byte> numbers = stackalloc byte[BlockScorer.BlockRows];
        if (_thresholds is { } thresholds)
            for (var row = 0; row < count; row++) numbers[row] = thresholds.CodeOf(column[row]);
        foreach (ref readonly var place in _places.AsSpan())
        {
            var plane = PlaneAt(codes, place.Plane);
            if (place.Channel.IsCategorical) WriteCategories(column[..count], plane, PlaneAt(codes, place.Plane + 1));
            else place.Channel.Fill(column, numbers, _zeroCode, plane);
        }
    }

    static Span<byte> PlaneAt(Span<byte> codes, int plane) => codes.Slice(plane * BlockScorer.BlockRows, BlockScorer.BlockRows);

    void WriteCategories(ReadOnlySpan<float> values, Span<byte> bytes, Span<byte> bits)
    {
        for (var row = 0; row < values.Length; row++)
        {
            var code = _categories!.CodeOf(values[row]);
            (bytes[row], bits[row]) = ((byte)(code >> 3), (byte)(1 << (code & 7)));
        }
    }

    /// <summary>Where a channel lies.</summary>
    /// <param name="Index">Among the codes of one row.</param>
    /// <param name="Plane">Among the codes of a block: categories have a second plane behind it.</param>
    /// <param name="Channel">The channel.</param>
    public readonly record struct Place(int Index, int Plane, Channel Channel);
}
