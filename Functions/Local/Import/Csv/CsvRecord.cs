namespace CrmInsights.Local.Import.Csv;

/// <summary>One record of a CSV file: its fields, or what is wrong with it.</summary>
/// <param name="Line">Line the record begins on; the header is line 1.</param>
/// <param name="Fields">As many as the header has; empty where <paramref name="Problem"/> is set.</param>
/// <param name="Problem">Why the line cannot be read; null where it can.</param>
readonly record struct CsvRecord(long Line, string[] Fields, string? Problem);
