using CrmInsights.Mining.Neural.Internals;

namespace CrmInsights.Mining.Neural;

/// <summary>Settings of <see cref="GatedRecurrentNetwork.Fit"/>.</summary>
public sealed record GatedRecurrentOptions
{
    /// <summary>What to answer.</summary>
    public NeuralObjective Objective { get; init; } = NeuralObjective.Binary;
    /// <summary>Number of kinds of events, 1 to 262,144.</summary>
    public required int EventKinds { get; init; }
    /// <summary>Length of the learned vector of a kind of event, 1 to 256.</summary>
    public int EmbeddingSize { get; init; } = 8;
    /// <summary>Units of the hidden state, 1 to 4096.</summary>
    public int HiddenSize { get; init; } = 16;
    /// <summary>Events looked at, the last ones of a history: 1 to 1,048,576.</summary>
    public int MaxLength { get; init; } = 100;
    /// <summary>Steps, seed and stopping.</summary>
    public NeuralTraining Training { get; init; } = new() { LearningRate = 5e-3 };

    internal const int MostKinds = 1 << 18, MostEvents = 1 << 20;

    internal void Validate()
    {
        Training.Validate();
        Within(EventKinds, MostKinds, nameof(EventKinds));
        Within(EmbeddingSize, HeadFile.MostEmbedding, nameof(EmbeddingSize));
        Within(HiddenSize, HeadFile.MostUnits, nameof(HiddenSize));
        Within(MaxLength, MostEvents, nameof(MaxLength));
    }

    static void Within(int value, int most, string name)
    {
        if (value < 1 || value > most) throw new ArgumentOutOfRangeException(name, value, $"A number from 1 to {most} was expected.");
    }
}
