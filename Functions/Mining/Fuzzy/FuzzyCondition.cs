namespace CrmInsights.Mining.Fuzzy;

/// <summary>What a fuzzy rule asks of the inputs. "And" is the least degree, "or" the greatest, "not" the rest to 1.</summary>
/// <remarks>Zadeh (1965), Information and Control 8.</remarks>
public abstract record FuzzyCondition
{
    FuzzyCondition() { }

    /// <summary>True to the degree that the input belongs to the set.</summary>
    /// <param name="input">Name of the input.</param>
    /// <param name="set">The fuzzy set.</param>
    public static FuzzyCondition Is(string input, FuzzySet set) => new Membership(input, set);

    /// <summary>Both.</summary>
    public FuzzyCondition And(FuzzyCondition other) => new Both(this, other);

    /// <summary>At least one.</summary>
    public FuzzyCondition Or(FuzzyCondition other) => new Either(this, other);

    /// <summary>The opposite.</summary>
    public FuzzyCondition Not() => new Opposite(this);

    /// <summary>Degree from 0 to 1 to which the condition holds.</summary>
    /// <exception cref="KeyNotFoundException">An input of the condition was not given; the message names it.</exception>
    public abstract double Degree(IReadOnlyDictionary<string, double> inputs);

    sealed record Membership(string Input, FuzzySet Set) : FuzzyCondition
    {
        public override double Degree(IReadOnlyDictionary<string, double> inputs) => inputs.TryGetValue(Input, out var value)
            ? Set.Degree(value)
            : throw new KeyNotFoundException($"A rule asks for the input \"{Input}\"; given were: {string.Join(", ", inputs.Keys)}.");
    }

    sealed record Both(FuzzyCondition Left, FuzzyCondition Right) : FuzzyCondition
    {
        public override double Degree(IReadOnlyDictionary<string, double> inputs) => Math.Min(Left.Degree(inputs), Right.Degree(inputs));
    }

    sealed record Either(FuzzyCondition Left, FuzzyCondition Right) : FuzzyCondition
    {
        public override double Degree(IReadOnlyDictionary<string, double> inputs) => Math.Max(Left.Degree(inputs), Right.Degree(inputs));
    }

    sealed record Opposite(FuzzyCondition Inner) : FuzzyCondition
    {
        public override double Degree(IReadOnlyDictionary<string, double> inputs) => 1 - Inner.Degree(inputs);
    }
}
