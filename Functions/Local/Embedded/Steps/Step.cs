namespace CrmInsights.Local.Embedded.Steps;

enum StepStage { PreValidation = 10, PreOperation = 20, MainOperation = 30, PostOperation = 40 }

/// <summary>A registered plug-in step, read from its rows.</summary>
sealed record Step
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string Message { get; init; }
    /// <summary>Table the step is for; null for all.</summary>
    public required string? Table { get; init; }
    public required StepStage Stage { get; init; }
    public required bool IsAsync { get; init; }
    public required int Rank { get; init; }
    /// <summary>An Update runs the step only when it carries one of these columns; empty for all.</summary>
    public required IReadOnlyList<string> FilteringAttributes { get; init; }
    public required bool DeletesJobOnSuccess { get; init; }
    public required Guid? ImpersonatedUserId { get; init; }
    public required Guid AssemblyId { get; init; }
    public required string TypeName { get; init; }
    public required string? UnsecureConfiguration { get; init; }
    public required string? SecureConfiguration { get; init; }
    public required IReadOnlyList<StepImage> Images { get; init; }
}

/// <summary>A copy of the row as it was (pre) or is (post).</summary>
/// <param name="Alias">Name under which the plug-in finds it.</param>
/// <param name="IsPre">A pre-image.</param>
/// <param name="IsPost">A post-image; an image may be both.</param>
/// <param name="Columns">Columns it holds; empty for all.</param>
sealed record StepImage(string Alias, bool IsPre, bool IsPost, IReadOnlyList<string> Columns);
