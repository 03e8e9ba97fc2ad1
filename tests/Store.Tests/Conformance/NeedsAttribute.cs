namespace CrmInsights.Store.Tests.Conformance;

/// <summary>Says what a machine must have to run the tests of a class.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class NeedsAttribute : Attribute
{
    /// <summary>What is missing here; null where nothing is.</summary>
    public abstract string? Missing { get; }
}
