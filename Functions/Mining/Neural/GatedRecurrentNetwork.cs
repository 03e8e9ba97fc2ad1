using CrmInsights.Mining.Data;
using CrmInsights.Mining.Neural.Internals;

namespace CrmInsights.Mining.Neural;

/// <summary>A gated recurrent network that reads a customer's events one by one: embedded kinds, the time between them and, where given, amounts.</summary>
/// <remarks>
/// Cho et al. (2014), EMNLP, with the reset gate behind the recurrent product as Chung et al. (2014), arXiv 1412.3555, and today's libraries
/// have it. Times and amounts enter as standardised logarithms. The state after the last event and the silence since make the answer.
/// </remarks>
public static class GatedRecurrentNetwork
{
    /// <summary>Fits a network; with validation histories it keeps the weights of the least validation loss.</summary>
    /// <param name="data">Histories and labels.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Cancellation, progress (once an epoch) and threads; the model does not depend on them.</param>
    /// <exception cref="ArgumentException">There is no history, or one does not fit; names the first.</exception>
    public static GatedRecurrentModel Fit(EventHistories data, GatedRecurrentOptions options, RunContext run)
    {
        options.Validate();
        data.Validate(options.EventKinds);

        var head = Head.For(options.Objective, data.Labels);
        if (data.Validation is not null) head.CheckLabels(data.Validation.Labels, "validation history");
        var scales = HistoryScales.Of(data.Histories);
        var shape = new RecurrentShape(options.EventKinds, options.EmbeddingSize, options.HiddenSize, head.OutputCount, options.MaxLength) { HasAmounts = data.HaveAmounts };
        var network = new RecurrentNetwork<float>(shape);
        var (parameters, epochs) = MiniBatches.Fit(new RecurrentTask(data, network, scales, head), options.Training, run);
        return new GatedRecurrentModel(network, scales, head, parameters) { Epochs = epochs };
    }
}
