using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Uplift;

/// <summary>Who was treated and what came of it.</summary>
public sealed record UpliftData
{
    /// <summary>One row a customer, known before the treatment. NaN = missing.</summary>
    public required FeatureMatrix Features { get; init; }
    /// <summary>True where the customer was treated.</summary>
    public required bool[] Treated { get; init; }
    /// <summary>What came of it, one a row: 0 or 1, or an amount.</summary>
    public required float[] Outcomes { get; init; }
    /// <summary>
    /// Chance of each row to be treated, 0.01 to 0.99, where it depended on the features. Null where chance alone decided, the same for all:
    /// then it is the share of the treated. A choice that depended on something not given here cannot be mended.
    /// </summary>
    public double[]? Propensities { get; init; }

    /// <summary>True where all outcomes are 0 or 1.</summary>
    public bool IsYesNo => Array.TrueForAll(Outcomes, outcome => outcome is 0 or 1);

    internal double TreatedShare => Treated.Count(treated => treated) / (double)Treated.Length;

    /// <summary>Checks lengths, outcomes and chances.</summary>
    /// <exception cref="ArgumentException">Names the first row that is wrong, or the group with fewer than two rows.</exception>
    public void Validate()
    {
        var rows = Features.RowCount;
        if (Treated.Length != rows || Outcomes.Length != rows)
            throw new ArgumentException($"{Treated.Length} treatments and {Outcomes.Length} outcomes were given for {rows} rows.");
        if (Propensities is not null && Propensities.Length != rows)
            throw new ArgumentException($"{Propensities.Length} chances of treatment were given for {rows} rows.");
        for (var row = 0; row < rows; row++)
        {
            if (!float.IsFinite(Outcomes[row])) throw new ArgumentException($"The outcome of row {row} is {Outcomes[row]}; a finite number was expected.");
            if (Propensities is not null && !(Propensities[row] is >= 0.01 and <= 0.99))
                throw new ArgumentException($"The chance of treatment of row {row} is {Propensities[row]}; 0.01 to 0.99 was expected, as other rows say nothing of the other group.");
        }
        var treated = Treated.Count(value => value);
        if (treated < 2 || rows - treated < 2)
            throw new ArgumentException($"{treated} rows are treated and {rows - treated} are not; an effect needs at least two of each.");
    }
}
