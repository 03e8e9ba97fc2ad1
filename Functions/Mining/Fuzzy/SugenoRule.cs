namespace CrmInsights.Mining.Fuzzy;

/// <summary>If the condition holds, the output is a linear function of the inputs.</summary>
/// <param name="If">What is asked of the inputs.</param>
/// <param name="Constant">The output where all inputs are 0.</param>
/// <param name="Weight">How much the rule counts, from 0 to 1.</param>
public sealed record SugenoRule(FuzzyCondition If, double Constant, double Weight = 1)
{
    /// <summary>Change of the output per unit of an input; inputs that are not named change nothing.</summary>
    public IReadOnlyDictionary<string, double> Slopes { get; init; } = new Dictionary<string, double>();

    internal double Output(IReadOnlyDictionary<string, double> inputs)
    {
        var output = Constant;
        foreach (var (input, slope) in Slopes)
            output += slope * (inputs.TryGetValue(input, out var value)
                ? value
                : throw new KeyNotFoundException($"A rule computes with the input \"{input}\"; given were: {string.Join(", ", inputs.Keys)}."));
        return output;
    }
}
