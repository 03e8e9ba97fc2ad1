using System.Globalization;

namespace CrmInsights.Mining.Trees;

/// <summary>Words for the sentences of <see cref="DecisionTreeModel.Rules"/>.</summary>
public sealed record RuleNames
{
    /// <summary>Name of a feature; by default its number.</summary>
    public Func<int, string> Feature { get; init; } = feature => string.Create(CultureInfo.InvariantCulture, $"feature {feature}");
    /// <summary>Name of a feature's category; by default its code.</summary>
    public Func<int, int, string> Category { get; init; } = (_, code) => code.ToString(CultureInfo.InvariantCulture);
    /// <summary>Name of a class; by default its number.</summary>
    public Func<int, string> Class { get; init; } = label => string.Create(CultureInfo.InvariantCulture, $"class {label}");
}
