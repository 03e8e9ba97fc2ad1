namespace CrmInsights.Store.Internals.Shared;

/// <summary>How customers are laid out.</summary>
sealed record Layout(int ShardCount, bool RollUpContacts);
