namespace CrmInsights.Store.Internals.Shared;

/// <summary>One numbered script.</summary>
sealed record Migration(int Number, string Name, string Sql);
