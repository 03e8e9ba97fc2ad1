namespace CrmInsights.Mining.Data;

/// <summary>What a supervised algorithm learns from.</summary>
public sealed record TrainingData
{
    /// <summary>One row an example.</summary>
    public required FeatureMatrix Features { get; init; }
    /// <summary>One label a row; 0 or 1 where the algorithm tells two classes apart.</summary>
    public required float[] Labels { get; init; }
    /// <summary>One weight a row, 0 or more; null means 1 each.</summary>
    public float[]? Weights { get; init; }

    /// <summary>Number of rows of each list that is ranked together, in row order; null where rows stand alone.</summary>
    public int[]? Groups { get; init; }
    /// <summary>Later rows that only decide when to stop; null where there are none.</summary>
    public TrainingData? Validation { get; init; }

    /// <summary>Weight of one row.</summary>
    public double Weight(int row) => Weights is null ? 1 : Weights[row];

    /// <summary>Checks lengths, labels of two classes and weights.</summary>
    /// <exception cref="ArgumentException">Names the first row that is wrong, or the class that is missing.</exception>
    public void ValidateBinary()
    {
        if (Labels.Length != Features.RowCount)
            throw new ArgumentException($"{Labels.Length} labels were given for {Features.RowCount} rows.");
        if (Weights is not null && Weights.Length != Features.RowCount)
            throw new ArgumentException($"{Weights.Length} weights were given for {Features.RowCount} rows.");
        for (var row = 0; row < Labels.Length; row++) ValidateRow(row);
        if (!HasClass(0) || !HasClass(1))
            throw new ArgumentException($"Both classes are needed to tell them apart; the {Labels.Length} rows hold only one (or none) with a weight.");
    }

    void ValidateRow(int row)
    {
        if (Labels[row] is not (0f or 1f)) throw new ArgumentException($"The label of row {row} is {Labels[row]}; 0 or 1 was expected.");
        if (!(Weight(row) >= 0) || double.IsInfinity(Weight(row)))
            throw new ArgumentException($"The weight of row {row} is {Weight(row)}; a finite number of at least 0 was expected.");
    }

    bool HasClass(float label)
    {
        for (var row = 0; row < Labels.Length; row++)
            if (Labels[row] == label && Weight(row) > 0) return true;
        return false;
    }
}
