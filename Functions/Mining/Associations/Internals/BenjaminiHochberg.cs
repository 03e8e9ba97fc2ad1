namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Correction for many tests by the false discovery rate.</summary>
/// <remarks>Benjamini and Hochberg (1995): p times m over its rank, made monotone from the largest down.</remarks>
static class BenjaminiHochberg
{
    /// <summary>The corrected p-values, in the order of the given ones.</summary>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var order = Enumerable.Range(0, pValues.Count).OrderByDescending(test => pValues[test]).ToArray();
        var adjusted = new double[pValues.Count];
        var least = 1.0;
        for (var place = 0; place < order.Length; place++)
        {
            least = Math.Min(least, pValues[order[place]] * order.Length / (order.Length - place));
            adjusted[order[place]] = least;
        }
        return adjusted;
    }

    public static IEnumerable<AssociationRule> Adjust(IReadOnlyList<AssociationRule> rules) =>
        rules.Zip(Adjust([.. rules.Select(rule => rule.PValue)]), (rule, p) => rule with { AdjustedPValue = p });
}
