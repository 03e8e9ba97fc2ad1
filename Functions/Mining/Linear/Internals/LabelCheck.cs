using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Linear.Internals;

/// <summary>Checks lengths, labels and weights of a regression.</summary>
static class LabelCheck
{
    public static void Of(TrainingData data, LinearFamily family)
    {
        var (rowCount, labels) = (data.Features.RowCount, data.Labels);
        if (labels.Length != rowCount) throw new ArgumentException($"{labels.Length} labels were given for {rowCount} rows.");
        if (data.Weights is not null && data.Weights.Length != rowCount)
            throw new ArgumentException($"{data.Weights.Length} weights were given for {rowCount} rows.");
        var (weightSum, labelSum) = (0.0, 0.0);
        for (var row = 0; row < rowCount; row++)
        {
            CheckRow(data, row, family);
            weightSum += data.Weight(row);
            labelSum += data.Weight(row) * labels[row];
        }
        if (!(weightSum > 0)) throw new ArgumentException($"None of the {rowCount} rows has a weight above 0; there is nothing to learn from.");
        if (family == LinearFamily.Poisson && labelSum == 0)
            throw new ArgumentException($"All counts of the {rowCount} rows are 0; a Poisson regression needs at least one above 0.");
    }

    /// <summary>Weighted standard deviation of the labels; 1 where they are all equal.</summary>
    public static double Deviation(TrainingData data)
    {
        var (weightSum, sum, squares) = (0.0, 0.0, 0.0);
        for (var row = 0; row < data.Labels.Length; row++)
        {
            weightSum += data.Weight(row);
            sum += data.Weight(row) * data.Labels[row];
        }
        for (var row = 0; row < data.Labels.Length; row++)
            squares += data.Weight(row) * (data.Labels[row] - sum / weightSum) * (data.Labels[row] - sum / weightSum);
        return squares > 0 ? Math.Sqrt(squares / weightSum) : 1;
    }

    static void CheckRow(TrainingData data, int row, LinearFamily family)
    {
        var (label, weight) = (data.Labels[row], data.Weight(row));
        var (fits, expected) = family switch
        {
            LinearFamily.Poisson => (label >= 0, "a finite number of at least 0"),
            LinearFamily.Gamma => (label > 0, "a finite number above 0"),
            _ => (true, "a finite number"),
        };
        if (!fits || !float.IsFinite(label)) throw new ArgumentException($"The label of row {row} is {label}; {expected} was expected.");
        if (!(weight >= 0) || double.IsInfinity(weight))
            throw new ArgumentException($"The weight of row {row} is {weight}; a finite number of at least 0 was expected.");
    }
}
