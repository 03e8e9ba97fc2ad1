namespace CrmInsights.Dataverse.Internals;

/// <summary>Answer to one bulk message.</summary>
/// <param name="Ids">Primary keys of created rows in order; null where the message answers none.</param>
/// <param name="Error">The refusal; null where all rows were written.</param>
sealed record BulkAnswer(IReadOnlyList<Guid>? Ids, DataverseException? Error);
