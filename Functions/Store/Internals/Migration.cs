namespace CrmInsights.Store.Internals;

/// <summary>One numbered script.</summary>
sealed record Migration(int Number, string Name, string Sql);
