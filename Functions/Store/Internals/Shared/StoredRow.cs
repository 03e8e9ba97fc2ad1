namespace CrmInsights.Store.Internals.Shared;

/// <summary>What is stored of a row, as far as newer states of it are judged by it.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Above">The row above it: of a line its order, of an order its buyer, of a customer its parent account.</param>
sealed record StoredRow(long Version, RowKey? Above);
