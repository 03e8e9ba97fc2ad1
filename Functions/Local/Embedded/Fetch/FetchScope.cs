using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Fetch;

/// <summary>What a FetchXML query needs to know beside its own text.</summary>
/// <param name="Tables">The metadata.</param>
/// <param name="Now">For <c>today</c> and the like.</param>
/// <param name="UserId">For <c>eq-userid</c>.</param>
sealed record FetchScope(IReadOnlyDictionary<string, TableDefinition> Tables, DateTime Now, Guid UserId);
