using CrmInsights.Mining.Fuzzy;

namespace CrmInsights.Local.Mine.Inference;

/// <summary>Rules of a file, ready to be asked.</summary>
/// <param name="Inputs">Columns the rules ask for.</param>
/// <param name="Output">What they say something of.</param>
/// <param name="Rules">The rules as they stand in the file.</param>
/// <param name="Infer">The output, null where no rule holds at all, and the degree to which each rule holds.</param>
sealed record RuleBase(IReadOnlyList<string> Inputs, string Output, IReadOnlyList<RuleLine> Rules, Func<IReadOnlyDictionary<string, double>, (double? Output, double[] Degrees)> Infer);

/// <summary>A rule as it stands in the file.</summary>
sealed record RuleLine(long Line, string Text);

/// <summary>The fuzzy sets of an input or of the output, by name.</summary>
sealed record NamedSets(string Name, IReadOnlyDictionary<string, FuzzySet> Sets);
