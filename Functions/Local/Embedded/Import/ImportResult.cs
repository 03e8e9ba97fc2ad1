namespace CrmInsights.Local.Embedded.Import;

enum ImportAction { Installed, Upgraded, Reimported, Unchanged }

/// <summary>What an import did.</summary>
sealed record ImportResult(string Solution, Version Version, ImportAction Action);
