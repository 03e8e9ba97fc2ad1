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
    /// <param name="codes">Channel after channel, a block each.</param>
    public void WriteBlock(ReadOnlySpan<float> values, int step, int count, Span<byte> codes)
    {
        Span<byte> numbers = stackalloc byte[BlockScorer.BlockRows];
        if (_thresholds is { } thresholds)
            for (int row = 0, at = 0; row < count; row++, at += step) numbers[row] = thresholds.CodeOf(values[at]);
        foreach (ref readonly var place in _places.AsSpan())
        {
            var channel = codes.Slice(place.Index * BlockScorer.BlockRows, BlockScorer.BlockRows);
            if (place.Channel.IsCategorical)
                for (int row = 0, at = 0; row < count; row++, at += step) channel[row] = _categories!.CodeOf(values[at]);
            else place.Channel.Fill(values, step, numbers[..count], _zeroCode, channel);
        }
    }

    /// <summary>Where a channel lies.</summary>
    public readonly record struct Place(int Index, Channel Channel);
}
