namespace CrmInsights.Store.Internals.Shared;

/// <summary>A statement with the values of its parameters.</summary>
readonly record struct Statement(string Sql, params object?[] Values);
