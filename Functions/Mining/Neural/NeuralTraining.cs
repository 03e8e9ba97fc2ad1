namespace CrmInsights.Mining.Neural;

/// <summary>How the networks of this folder are trained: Adam on minibatches.</summary>
/// <remarks>Kingma and Ba (2015), ICLR, with its defaults; weight decay decoupled as in Loshchilov and Hutter (2019), ICLR; gradients cut as in Pascanu, Mikolov and Bengio (2013), ICML.</remarks>
public sealed record NeuralTraining
{
    /// <summary>Most passes over the rows.</summary>
    public int MaxEpochs { get; init; } = 50;
    /// <summary>Rows of one step.</summary>
    public int BatchSize { get; init; } = 128;
    /// <summary>Length of a step, above 0.</summary>
    public double LearningRate { get; init; } = 1e-3;
    /// <summary>Share of every parameter, times the learning rate, that a step takes away: the L2 penalty as Adam needs it. 0 or more.</summary>
    public double WeightDecay { get; init; }
    /// <summary>Longest gradient of a step, all parameters together; longer ones are cut to it.</summary>
    public double MaxGradientNorm { get; init; } = 5;
    /// <summary>Epochs without a better loss on the validation rows after which to stop and go back to the best; 0 never stops early.</summary>
    public int EarlyStoppingEpochs { get; init; } = 5;
    /// <summary>Seed of starting weights, order of rows and dropout. Same seed, same data, same model, for any number of threads.</summary>
    public int Seed { get; init; } = 42;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxEpochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfNegative(WeightDecay);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxGradientNorm);
        ArgumentOutOfRangeException.ThrowIfNegative(EarlyStoppingEpochs);
    }
}
