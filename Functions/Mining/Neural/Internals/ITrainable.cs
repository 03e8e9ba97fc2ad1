namespace CrmInsights.Mining.Neural.Internals;

/// <summary>What a network and its rows offer to the training loop.</summary>
interface ITrainable
{
    int RowCount { get; }
    int ParameterCount { get; }
    double Weight(int row);
    void Initialise(Span<float> parameters, Random random);

    /// <summary>Scratch for rows that are computed one after the other.</summary>
    IRowPass NewPass();

    /// <summary>The validation rows; null where there are none.</summary>
    ITrainable? Validation { get; }
}

/// <summary>One row at a time through a network.</summary>
interface IRowPass
{
    /// <summary>Loss of a row.</summary>
    double Loss(ReadOnlySpan<float> parameters, int row);

    /// <summary>Adds the derivatives of the row's loss, times a scale, to the gradient. The draw decides on dropout.</summary>
    void AddGradient(ReadOnlySpan<float> parameters, int row, (float Scale, int Draw) step, Span<float> gradient);
}
