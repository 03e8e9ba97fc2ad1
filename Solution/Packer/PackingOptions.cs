namespace CrmInsights.Packer;

/// <summary>What to pack and where to.</summary>
/// <param name="Sources">The folder of sources: stock-tables.xml and one folder a solution.</param>
/// <param name="Solution">Name of the solution and of its folder.</param>
/// <param name="Assembly">The built plug-in assembly.</param>
/// <param name="Output">The folder that gets the zips.</param>
sealed record PackingOptions(string Sources, string Solution, string Assembly, string Output)
{
    /// <summary>The folder of built controls, one folder a control; null where the solution has none.</summary>
    public string? Controls { get; init; }
}
