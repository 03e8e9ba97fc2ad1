namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Correction for many tests by the false discovery rate.</summary>
/// <remarks>Benjamini and Hochberg (1995): p times m over its rank, made monotone from the largest down.</remarks>
static class BenjaminiHochberg
{
    public static IEnumerable<AssociationRule> Adjust(IReadOnlyList<AssociationRule> rules)
    {
        var order = Enumerable.Range(0, rules.Count).OrderByDescending(rule => rules[rule].PValue).ToArray();
        var adjusted = new AssociationRule[rules.Count];
        var least = 1.0;
        for (var place = 0; place < order.Length; place++)
        {
            var rank = order.Length - place;
            least = Math.Min(least, rules[order[place]].PValue * order.Length / rank);
            adjusted[order[place]] = rules[order[place]] with { AdjustedPValue = least };
        }
        return adjusted;
    }
}
