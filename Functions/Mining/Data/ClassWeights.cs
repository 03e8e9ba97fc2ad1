namespace CrmInsights.Mining.Data;

/// <summary>Weights of rows by their class, for classes that are rare or costly to miss.</summary>
/// <remarks>Weighted models answer as if the classes were as common as their weights say: calibrate before a probability is shown.</remarks>
public static class ClassWeights
{
    /// <summary>Weights under which every class counts the same in all: total weight / (classes * weight of the class).</summary>
    /// <param name="data">Labels are classes, 0 to the number of classes - 1.</param>
    /// <returns>One factor a class; 0 for a class that no row has.</returns>
    /// <exception cref="ArgumentException">A label is no class; names the first row.</exception>
    public static double[] Balanced(TrainingData data)
    {
        var totals = new double[ClassCountOf(data.Labels)];
        for (var row = 0; row < data.Labels.Length; row++) totals[(int)data.Labels[row]] += data.Weight(row);
        var (all, present) = (totals.Sum(), totals.Count(total => total > 0));
        return Array.ConvertAll(totals, total => total > 0 ? all / (present * total) : 0);
    }

    /// <summary>The same rows, those of validation too, each weight multiplied by the factor of its class.</summary>
    /// <param name="data">Labels are classes, 0 to the number of classes - 1.</param>
    /// <param name="factors">One a class, 0 or more.</param>
    /// <exception cref="ArgumentException">A label has no factor, or a factor is negative; names the first.</exception>
    public static TrainingData Apply(TrainingData data, IReadOnlyList<double> factors)
    {
        for (var one = 0; one < factors.Count; one++)
            if (!(factors[one] >= 0) || double.IsInfinity(factors[one])) throw new ArgumentException($"The weight of class {one} is {factors[one]}; a finite number of at least 0 was expected.");
        if (ClassCountOf(data.Labels) > factors.Count) throw new ArgumentException($"There are {ClassCountOf(data.Labels)} classes, but {factors.Count} weights were given.");
        var weights = new float[data.Labels.Length];
        for (var row = 0; row < weights.Length; row++) weights[row] = (float)(data.Weight(row) * factors[(int)data.Labels[row]]);
        return data with { Weights = weights, Validation = data.Validation is null ? null : Apply(data.Validation, factors) };
    }

    static int ClassCountOf(float[] labels)
    {
        var greatest = -1;
        for (var row = 0; row < labels.Length; row++)
        {
            if (!(labels[row] >= 0 && labels[row] < 10_000 && labels[row] == MathF.Floor(labels[row])))
                throw new ArgumentException($"The label of row {row} is {labels[row]}; a class from 0 to 9999 was expected.");
            greatest = Math.Max(greatest, (int)labels[row]);
        }
        return greatest + 1;
    }
}
