namespace CrmInsights.Local.Embedded.Steps;

/// <param name="Waiting">Jobs that have still to run, those that wait for a retry included.</param>
/// <param name="Failed">Jobs that failed for good and are kept.</param>
sealed record JobCounts(int Waiting, int Failed);
