namespace CrmInsights.Local.Embedded.Import;

/// <summary>A solution that this organisation cannot honour. The message says what was found, where, and what would be accepted.</summary>
sealed class SolutionImportException(string message) : Exception(message);
