namespace CrmInsights.Mining.Neural.Internals;

/// <summary>Sizes of a recurrent network, and where its parts lie in one flat array of parameters.</summary>
/// <remarks>Embeddings; input weights and bias of the three gates side by side (update, reset, candidate); the same for the state; the head on state and silence.</remarks>
sealed record RecurrentShape(int Kinds, int Embedding, int Hidden, int Outputs, int MaxLength)
{
    /// <summary>Whether events have amounts.</summary>
    public bool HasAmounts { get; init; }

    public int Input => Embedding + (HasAmounts ? 2 : 1);   // the gap, then the amount, stand behind the embedding
    public int Gates => 3 * Hidden;
    public int InputWeights => Kinds * Embedding;
    public int InputBias => InputWeights + Input * Gates;
    public int StateWeights => InputBias + Gates;
    public int StateBias => StateWeights + Hidden * Gates;
    public int HeadWeights => StateBias + Gates;
    public int HeadBias => HeadWeights + (Hidden + 1) * Outputs;
    public int ParameterCount => HeadBias + Outputs;
}
