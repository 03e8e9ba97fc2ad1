namespace CrmInsights.Mining.Fuzzy;

/// <summary>Sugeno's inference: the mean of the rules' outputs, weighted by the degrees to which they hold.</summary>
/// <remarks>Takagi and Sugeno (1985), IEEE Transactions on Systems, Man, and Cybernetics 15(1). Immutable and thread-safe.</remarks>
public sealed class SugenoRules
{
    readonly SugenoRule[] _rules;

    /// <summary>Takes the rules.</summary>
    /// <exception cref="ArgumentException">No rule, or a weight outside 0 to 1.</exception>
    public SugenoRules(IEnumerable<SugenoRule> rules)
    {
        _rules = [.. rules];
        if (_rules.Length == 0) throw new ArgumentException("No rule was given; at least one was expected.");
        foreach (var rule in _rules)
            if (!(rule.Weight >= 0 && rule.Weight <= 1)) throw new ArgumentException($"A rule has weight {rule.Weight}; 0 to 1 was expected.");
    }

    /// <summary>The output for given inputs, and the degree to which each rule holds, in their order; null where no rule holds at all.</summary>
    /// <exception cref="KeyNotFoundException">An input of a rule was not given; the message names it.</exception>
    public (double? Output, double[] Degrees) Infer(IReadOnlyDictionary<string, double> inputs)
    {
        var degrees = Array.ConvertAll(_rules, rule => rule.Weight * rule.If.Degree(inputs));
        var (weighted, total) = (0.0, 0.0);
        for (var rule = 0; rule < _rules.Length; rule++)
        {
            if (degrees[rule] == 0) continue;
            weighted += degrees[rule] * _rules[rule].Output(inputs);
            total += degrees[rule];
        }
        return (total > 0 ? weighted / total : null, degrees);
    }
}
