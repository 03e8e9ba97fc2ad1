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
        CheckLengths("rows");
        for (var row = 0; row < Labels.Length; row++)
        {
            if (Labels[row] is not (0f or 1f)) throw new ArgumentException($"The label of row {row} is {Labels[row]}; 0 or 1 was expected.");
            CheckWeight(row, "row");
        }
        if (!HasClass(0) || !HasClass(1))
            throw new ArgumentException($"Both classes are needed to tell them apart; the {Labels.Length} rows hold only one (or none) with a weight.");
    }

    /// <summary>Checks what is the same for labels of any kind: rows, lengths, weights; and that validation rows have the same features.</summary>
    /// <exception cref="ArgumentException">Says what is missing, or names the first row that is wrong.</exception>
    internal void ValidateRows()
    {
        CheckRows("row");
        if (Validation is null) return;
        Validation.CheckRows("validation row");
        if (Validation.Features.FeatureCount != Features.FeatureCount)
            throw new ArgumentException($"The validation rows have {Validation.Features.FeatureCount} features, those to learn from {Features.FeatureCount}; as many were expected.");
    }

    void CheckRows(string row)
    {
        if (Features.RowCount == 0) throw new ArgumentException($"There is no {row}; at least one was expected.");
        CheckLengths($"{row}s");
        var sum = 0.0;
        for (var at = 0; at < Labels.Length; at++) sum += CheckWeight(at, row);
        if (!(sum > 0)) throw new ArgumentException($"None of the {Labels.Length} {row}s has a weight above 0; at least one was expected.");
    }

    void CheckLengths(string rows)
    {
        if (Labels.Length != Features.RowCount) throw new ArgumentException($"{Labels.Length} labels were given for {Features.RowCount} {rows}.");
        if (Weights is not null && Weights.Length != Features.RowCount) throw new ArgumentException($"{Weights.Length} weights were given for {Features.RowCount} {rows}.");
    }

    double CheckWeight(int at, string row)
    {
        var weight = Weight(at);
        return weight >= 0 && double.IsFinite(weight) ? weight : throw new ArgumentException($"The weight of {row} {at} is {weight}; a finite number of at least 0 was expected.");
    }

    bool HasClass(float label)
    {
        for (var row = 0; row < Labels.Length; row++)
            if (Labels[row] == label && Weight(row) > 0) return true;
        return false;
    }
}
