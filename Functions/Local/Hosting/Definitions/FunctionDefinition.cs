namespace CrmInsights.Local.Hosting.Definitions;

/// <summary>One function: its folder's name and its bindings.</summary>
sealed record FunctionDefinition(string Name, Binding Trigger, IReadOnlyList<Binding> Outputs);
