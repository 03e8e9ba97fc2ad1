using System.Collections.Frozen;
using CrmInsights.Mining.Neural.Internals;

namespace CrmInsights.Mining.Neural;

/// <summary>Settings of <see cref="MultilayerPerceptron.Fit"/>.</summary>
public sealed record MultilayerPerceptronOptions
{
    /// <summary>What to answer.</summary>
    public NeuralObjective Objective { get; init; } = NeuralObjective.Binary;
    /// <summary>Units of each hidden layer, first to last, 1 to 4096 each; empty gives a linear model.</summary>
    public IReadOnlyList<int> HiddenSizes { get; init; } = [64, 32];
    /// <summary>Features whose values are category codes; each code gets a learned vector. Missing and unseen codes share one.</summary>
    public IReadOnlySet<int> CategoricalFeatures { get; init; } = FrozenSet<int>.Empty;
    /// <summary>Length of a category's vector; 0 takes 1.6 * categories^0.56, at most 16.</summary>
    public int EmbeddingSize { get; init; }
    /// <summary>Share of hidden units left out of each row's step, from 0 to below 1: Srivastava et al. (2014), JMLR 15.</summary>
    public double Dropout { get; init; }
    /// <summary>Steps, seed and stopping.</summary>
    public NeuralTraining Training { get; init; } = new();

    internal void Validate(int featureCount)
    {
        Training.Validate();
        ArgumentOutOfRangeException.ThrowIfNegative(EmbeddingSize);
        if (!(Dropout >= 0 && Dropout < 1)) throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, "A share from 0 to below 1 was expected.");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(EmbeddingSize, HeadFile.MostEmbedding);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(HiddenSizes.Count, HeadFile.MostLayers, nameof(HiddenSizes));
        foreach (var size in HiddenSizes)
            if (size is < 1 or > HeadFile.MostUnits)
                throw new ArgumentOutOfRangeException(nameof(HiddenSizes), size, $"A size from 1 to {HeadFile.MostUnits} was expected.");
        foreach (var feature in CategoricalFeatures)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)feature, (uint)featureCount, nameof(CategoricalFeatures));
    }
}
