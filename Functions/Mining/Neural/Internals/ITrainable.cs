namespace CrmInsights.Mining.Neural.Internals;

/// <summary>What a network and its rows offer to the training loop.</summary>
interface ITrainable
{
    int RowCount { get; }
    int ParameterCount { get; }
    double Weight(int row);
    void Initialise(Span<float> parameters, Random random);

    /// <summary>Scratch for rows that are computed one after the other.</summary>
    IRowsPass NewPass();

    /// <summary>The validation rows; null where there are none.</summary>
    ITrainable? Validation { get; }
}

/// <summary>Some rows at a time through a network.</summary>
interface IRowsPass
{
    /// <summary>Fills the loss of each row.</summary>
    void Losses(ReadOnlySpan<float> parameters, ReadOnlySpan<int> rows, Span<double> losses);

    /// <summary>Adds the derivatives of the rows' losses, each times its share of the step, to the gradient.</summary>
    void AddGradient(ReadOnlySpan<float> parameters, ReadOnlySpan<int> rows, GradientStep step, Span<float> gradient);
}

/// <summary>One step of the training loop.</summary>
/// <param name="WeightSum">Weight of all its rows.</param>
/// <param name="Draw">Decides on dropout, together with the row.</param>
readonly record struct GradientStep(double WeightSum, int Draw)
{
    public int DrawOf(int row) => unchecked(Draw + row);
}
