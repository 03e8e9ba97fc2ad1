using System.Numerics;

namespace CrmInsights.Mining.Neural.Internals;

/// <summary>Embeddings beside numbers, then affine layers with rectifiers between them. Knows where everything lies in one flat array of parameters.</summary>
sealed class DenseNetwork<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly int[] _categoryCounts;
    readonly int[] _embeddingSizes;
    readonly int[] _embeddingStarts;
    readonly int[] _layerStarts;

    public DenseNetwork(int numberCount, int[] categoryCounts, int[] embeddingSizes, int[] layerSizes)
    {
        (NumberCount, _categoryCounts, _embeddingSizes) = (numberCount, categoryCounts, embeddingSizes);
        Sizes = [numberCount + embeddingSizes.Sum(), .. layerSizes];
        _embeddingStarts = new int[categoryCounts.Length];
        _layerStarts = new int[layerSizes.Length];
        for (var table = 0; table < categoryCounts.Length; table++)
        {
            _embeddingStarts[table] = ParameterCount;
            ParameterCount += categoryCounts[table] * embeddingSizes[table];
        }
        for (var layer = 0; layer < layerSizes.Length; layer++)
        {
            _layerStarts[layer] = ParameterCount;
            ParameterCount += (Sizes[layer] + 1) * Sizes[layer + 1];
        }
    }

    public int NumberCount { get; }
    public int CategoricalCount => _categoryCounts.Length;
    public int[] EmbeddingSizes => _embeddingSizes;
    public int ParameterCount { get; }

    /// <summary>Units of the input and of each layer.</summary>
    public int[] Sizes { get; }

    public int LayerCount => _layerStarts.Length;

    /// <summary>Starting weights: uniform with the variance of He et al. (2015), ICCV; biases 0; small embeddings, 0 for unseen categories.</summary>
    public void Initialise(Span<T> parameters, Random random)
    {
        for (var table = 0; table < _categoryCounts.Length; table++)
            Fill(parameters.Slice(_embeddingStarts[table] + _embeddingSizes[table], (_categoryCounts[table] - 1) * _embeddingSizes[table]), 0.1, random);
        for (var layer = 0; layer < LayerCount; layer++)
            Fill(parameters.Slice(_layerStarts[layer], Sizes[layer] * Sizes[layer + 1]), Math.Sqrt(6.0 / Math.Max(1, Sizes[layer])), random);
    }

    /// <summary>From the numbers and positions in the pass to its outputs.</summary>
    public void Forward(ReadOnlySpan<T> parameters, DensePass<T> pass)
    {
        var at = NumberCount;
        for (var table = 0; table < _categoryCounts.Length; table++)
        {
            Embedding(parameters, table, pass).CopyTo(pass.Values[0].AsSpan(at));
            at += _embeddingSizes[table];
        }
        for (var layer = 0; layer < LayerCount; layer++)
        {
            var outputs = pass.Values[layer + 1];
            Kernels.Affine(Weights(parameters, layer), Bias(parameters, layer), pass.Values[layer], outputs);
            if (layer < LayerCount - 1) Rectify(outputs, pass.Kept[layer]);
        }
    }

    /// <summary>From the slopes of the outputs, in the pass, to those of all parameters, which are added to.</summary>
    public void Backward(ReadOnlySpan<T> parameters, DensePass<T> pass, Span<T> gradient)
    {
        for (var layer = LayerCount - 1; layer >= 0; layer--)
        {
            if (layer < LayerCount - 1) RectifyBack(pass.Values[layer + 1], pass.Kept[layer], pass.Slopes[layer + 1]);
            var needsInputs = layer > 0 || _categoryCounts.Length > 0;
            var into = new AffineSlopes<T>(Weights(gradient, layer), Bias(gradient, layer), needsInputs ? pass.Slopes[layer] : []);
            Kernels.AffineBack(Weights(parameters, layer), pass.Values[layer], pass.Slopes[layer + 1], into);
        }
        var at = NumberCount;
        for (var table = 0; table < _categoryCounts.Length; table++)
        {
            Kernels.AddScaled(pass.Slopes[0].AsSpan(at, _embeddingSizes[table]), T.One, Embedding(gradient, table, pass));
            at += _embeddingSizes[table];
        }
    }

    static void Rectify(Span<T> outputs, ReadOnlySpan<T> kept)
    {
        for (var unit = 0; unit < outputs.Length; unit++) outputs[unit] = outputs[unit] > T.Zero ? outputs[unit] * kept[unit] : T.Zero;
    }

    static void RectifyBack(ReadOnlySpan<T> outputs, ReadOnlySpan<T> kept, Span<T> slopes)
    {
        for (var unit = 0; unit < outputs.Length; unit++) slopes[unit] = outputs[unit] > T.Zero ? slopes[unit] * kept[unit] : T.Zero;
    }

    Span<T> Weights(Span<T> parameters, int layer) => parameters.Slice(_layerStarts[layer], Sizes[layer] * Sizes[layer + 1]);

    /// <summary>Weights of a layer: those of one input to all outputs side by side.</summary>
    public ReadOnlySpan<T> Weights(ReadOnlySpan<T> parameters, int layer) => parameters.Slice(_layerStarts[layer], Sizes[layer] * Sizes[layer + 1]);

    Span<T> Bias(Span<T> parameters, int layer) => parameters.Slice(_layerStarts[layer] + Sizes[layer] * Sizes[layer + 1], Sizes[layer + 1]);

    public ReadOnlySpan<T> Bias(ReadOnlySpan<T> parameters, int layer) => parameters.Slice(_layerStarts[layer] + Sizes[layer] * Sizes[layer + 1], Sizes[layer + 1]);

    Span<T> Embedding(Span<T> parameters, int table, DensePass<T> pass) =>
        parameters.Slice(_embeddingStarts[table] + pass.Positions[table] * _embeddingSizes[table], _embeddingSizes[table]);

    ReadOnlySpan<T> Embedding(ReadOnlySpan<T> parameters, int table, DensePass<T> pass) =>
        Embedding(parameters, table, pass.Positions[table]);

    /// <summary>The vector at one position of a table.</summary>
    public ReadOnlySpan<T> Embedding(ReadOnlySpan<T> parameters, int table, int position) =>
        parameters.Slice(_embeddingStarts[table] + position * _embeddingSizes[table], _embeddingSizes[table]);

    static void Fill(Span<T> values, double reach, Random random)
    {
        for (var i = 0; i < values.Length; i++) values[i] = T.CreateTruncating((2 * random.NextDouble() - 1) * reach);
    }
}
