namespace CrmInsights.Mining.Trees;

/// <summary>Mean margins, or scores of another model, if every row had one value of a feature.</summary>
/// <param name="Value">The value; NaN = missing.</param>
/// <param name="Margins">Mean margins, one an output.</param>
public sealed record PartialDependencePoint(float Value, IReadOnlyList<double> Margins);
