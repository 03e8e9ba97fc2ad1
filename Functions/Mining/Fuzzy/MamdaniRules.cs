namespace CrmInsights.Mining.Fuzzy;

/// <summary>Mamdani's inference: each rule cuts its output set at its degree, the sets are joined by their maximum, the answer is the centroid.</summary>
/// <remarks>Mamdani and Assilian (1975), International Journal of Man-Machine Studies 7(1). Immutable and thread-safe.</remarks>
public sealed class MamdaniRules
{
    readonly MamdaniRule[] _rules;
    readonly double _from;
    readonly double _to;
    readonly int _steps;

    /// <summary>Takes the rules and the range of the output.</summary>
    /// <param name="rules">At least one.</param>
    /// <param name="from">Least output.</param>
    /// <param name="to">Greatest output.</param>
    /// <param name="steps">Stretches into which the range is cut for the centroid, exact where sets are straight within each.</param>
    /// <exception cref="ArgumentException">No rule, a weight outside 0 to 1, or an empty range.</exception>
    public MamdaniRules(IEnumerable<MamdaniRule> rules, double from, double to, int steps = 1000)
    {
        _rules = [.. rules];
        if (_rules.Length == 0) throw new ArgumentException("No rule was given; at least one was expected.");
        if (!(from < to) || !double.IsFinite(to - from))
            throw new ArgumentException($"The range {from} to {to} was given; a finite one that is not empty was expected.");
        foreach (var rule in _rules)
            if (!(rule.Weight >= 0 && rule.Weight <= 1)) throw new ArgumentException($"A rule has weight {rule.Weight}; 0 to 1 was expected.");
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        (_from, _to, _steps) = (from, to, steps);
    }

    /// <summary>The output for given inputs, and the degree to which each rule holds, in their order; null where no rule holds at all.</summary>
    /// <exception cref="KeyNotFoundException">An input of a rule was not given; the message names it.</exception>
    public (double? Output, double[] Degrees) Infer(IReadOnlyDictionary<string, double> inputs)
    {
        var degrees = Array.ConvertAll(_rules, rule => rule.Weight * rule.If.Degree(inputs));
        return (Centroid(degrees), degrees);
    }

    /// <summary>Centroid of the joined sets, taken as straight between the cuts of the range.</summary>
    double? Centroid(double[] degrees)
    {
        var step = (_to - _from) / _steps;
        var (area, moment, before) = (0.0, 0.0, Height(_from, degrees));
        for (var cut = 1; cut <= _steps; cut++)
        {
            var start = _from + (cut - 1) * step;
            var height = Height(start + step, degrees);
            area += (before + height) / 2 * step;
            moment += (before * (start + step / 3) + height * (start + 2 * step / 3)) / 2 * step;   // two triangles
            before = height;
        }
        return area > 0 ? moment / area : null;
    }

    double Height(double output, double[] degrees)
    {
        var height = 0.0;
        for (var rule = 0; rule < _rules.Length; rule++)
            height = Math.Max(height, Math.Min(degrees[rule], _rules[rule].Then.Degree(output)));
        return height;
    }
}
