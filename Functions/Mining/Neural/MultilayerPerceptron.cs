using CrmInsights.Mining.Data;
using CrmInsights.Mining.Neural.Internals;

namespace CrmInsights.Mining.Neural;

/// <summary>A network of rectified layers over numbers and embedded categories.</summary>
/// <remarks>
/// Rumelhart, Hinton and Williams (1986), Nature 323; rectifiers as in Glorot, Bordes and Bengio (2011), AISTATS; embeddings of categories
/// as in Guo and Berkhahn (2016), arXiv 1604.06737. The model is the same for any number of threads.
/// </remarks>
public static class MultilayerPerceptron
{
    /// <summary>Fits a network; with validation rows it keeps the weights of the least validation loss.</summary>
    /// <param name="data">Features (NaN = missing), labels, weights; validation rows for early stopping.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Cancellation, progress (once an epoch) and threads.</param>
    /// <exception cref="ArgumentException">There is no row, lengths differ, or a label or feature does not fit; names the first row.</exception>
    public static MultilayerPerceptronModel Fit(TrainingData data, MultilayerPerceptronOptions options, RunContext run)
    {
        options.Validate(data.Features.FeatureCount);
        data.ValidateRows();
        if (options.Objective == NeuralObjective.Binary) data.ValidateBinary();

        var head = Head.For(options.Objective, data.Labels, data.Weights);
        if (data.Validation is not null) head.CheckLabels(data.Validation.Labels, "validation row");
        var encoder = FeatureEncoder.Of(data, options.CategoricalFeatures);
        var network = Shape(encoder, options, head);
        var (parameters, epochs) = MiniBatches.Fit(new DenseTask(data, encoder, network, (head, options.Dropout)), options.Training, run);
        return new MultilayerPerceptronModel(encoder, network, head, parameters) { Epochs = epochs };
    }

    static DenseNetwork<float> Shape(FeatureEncoder encoder, MultilayerPerceptronOptions options, Head head)
    {
        var counts = encoder.CategoryCounts;
        var sizes = Array.ConvertAll(counts, count => options.EmbeddingSize > 0 ? options.EmbeddingSize : Math.Min(16, (int)Math.Ceiling(1.6 * Math.Pow(count, 0.56))));
        return new DenseNetwork<float>(encoder.NumericCount, counts, sizes, [.. options.HiddenSizes, head.OutputCount]);
    }
}
