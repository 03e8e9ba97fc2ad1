using CrmInsights.Store.Rows;

namespace CrmInsights.Store;

/// <summary>Scores computed, values last written to Dataverse, and the history a trend needs.</summary>
public interface IScoreBook
{
    /// <summary>What is known of the given customers' scores; customers never scored are left out.</summary>
    Task<IReadOnlyDictionary<CustomerKey, ScoreRecord>> ReadAsync(IReadOnlyCollection<CustomerKey> keys, CancellationToken cancellation);

    /// <summary>Saves newly computed scores and adds one point a day to each history (the last of the day counts; 400 days are kept).</summary>
    Task SaveAsync(IReadOnlyList<ComputedScore> scores, CancellationToken cancellation);

    /// <summary>Notes what Dataverse now holds, after the write succeeded. Empty values note a clearing.</summary>
    Task MarkWrittenAsync(IReadOnlyList<WrittenValues> written, CancellationToken cancellation);

    /// <summary>Forgets scores, history and written values: of customers who objected or were deleted.</summary>
    Task ForgetAsync(IReadOnlyCollection<CustomerKey> keys, CancellationToken cancellation);
}

/// <summary>A score as computed.</summary>
/// <param name="Key">The customer.</param>
/// <param name="ComputedOn">When (UTC).</param>
/// <param name="ModelVersion">By which model.</param>
/// <param name="ChurnScore">0..100, or null where the model abstains.</param>
/// <param name="Json">All computed values as JSON, for the caller.</param>
public sealed record ComputedScore(CustomerKey Key, DateTimeOffset ComputedOn, string ModelVersion, double? ChurnScore, string Json);

/// <summary>Values now on the CRM row.</summary>
/// <param name="Key">The customer.</param>
/// <param name="WrittenOn">When (UTC).</param>
/// <param name="Json">The written columns as JSON.</param>
public sealed record WrittenValues(CustomerKey Key, DateTimeOffset WrittenOn, string Json);

/// <summary>All that is known of one customer's scores.</summary>
/// <param name="Computed">The last computed score.</param>
/// <param name="Written">The values last written; null where none were.</param>
/// <param name="History">One point a day, oldest first.</param>
public sealed record ScoreRecord(ComputedScore? Computed, WrittenValues? Written, IReadOnlyList<ScorePoint> History);

/// <summary>The churn score at the end of a day.</summary>
public readonly record struct ScorePoint(DateOnly Day, double Score);
