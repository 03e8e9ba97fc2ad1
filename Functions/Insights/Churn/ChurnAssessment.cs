namespace CrmInsights.Insights.Churn;

/// <summary>What is said about one customer at one moment.</summary>
/// <remarks>
/// Three shapes: scored (band, score, confidence, reasons), lapsed (band and one fact), abstained (<see cref="Abstained"/> says why). Where
/// there is a score, <see cref="Base"/> plus the points of all <see cref="Reasons"/> plus <see cref="OtherPoints"/> is that score, exactly.
/// </remarks>
public sealed record ChurnAssessment
{
    /// <summary>The moment the values hold for (UTC).</summary>
    public required DateTimeOffset AsOf { get; init; }
    /// <summary>Version of the model; null where there is none.</summary>
    public string? ModelVersion { get; init; }
    /// <summary>The horizon H in days that score and band are about; null where abstained.</summary>
    public int? HorizonDays { get; init; }
    /// <summary>How the customer stands; null where abstained.</summary>
    public ChurnBand? Band { get; init; }
    /// <summary>The shown score 0..100: probability of no order within the horizon, in percent; null where lapsed or abstained.</summary>
    public int? Score { get; init; }
    /// <summary>The same before rounding, 0..1.</summary>
    public double? Probability { get; init; }
    /// <summary>Change of the score over 30 days in points; null where no score of that time is known.</summary>
    public decimal? Trend { get; init; }
    /// <summary>How sure the score is; null where there is none.</summary>
    public Confidence? Confidence { get; init; }
    /// <summary>Score of the average customer, where the points start.</summary>
    public int Base { get; init; }
    /// <summary>Up to three reasons, the strongest first; fewer where fewer carry a point.</summary>
    public IReadOnlyList<ChurnReason> Reasons { get; init; } = [];
    /// <summary>Points of everything not among the reasons.</summary>
    public int OtherPoints { get; init; }
    /// <summary>Why there is neither score nor band; null where there is one.</summary>
    public Abstention? Abstained { get; init; }
}

/// <summary>One reason: a fact, compared with the customer's own norm.</summary>
/// <param name="Text">The fact in words, with dates and no ages.</param>
/// <param name="Direction">What it does to the risk.</param>
/// <param name="Points">Signed points of the score; 0 for a plain fact.</param>
public sealed record ChurnReason(string Text, Direction Direction, int Points);

/// <summary>What a reason does to the risk.</summary>
public enum Direction
{
    /// <summary>Raises it.</summary>
    RaisesRisk,
    /// <summary>Lowers it.</summary>
    LowersRisk,
    /// <summary>Explains a band without a score.</summary>
    Fact,
}

/// <summary>How sure a score is.</summary>
/// <param name="Level">High, Medium or Low.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record Confidence(ConfidenceLevel Level, string Reason);

/// <summary>Levels of confidence.</summary>
public enum ConfidenceLevel
{
    /// <summary>Fewer than three orders.</summary>
    Low,
    /// <summary>Some history, or a model with a warning.</summary>
    Medium,
    /// <summary>Enough history and a model without warnings.</summary>
    High,
}

/// <summary>Why nothing is said about a customer.</summary>
/// <param name="Cause">The kind.</param>
/// <param name="Text">A sentence for the rep.</param>
public sealed record Abstention(AbstentionCause Cause, string Text);

/// <summary>Kinds of abstention.</summary>
public enum AbstentionCause
{
    /// <summary>The customer never ordered.</summary>
    NoOrder,
    /// <summary>No calibrated model has passed the gate yet.</summary>
    NoModel,
    /// <summary>The customer's data contradict themselves.</summary>
    UnusableData,
    /// <summary>The customer objected to profiling.</summary>
    Objected,
    /// <summary>Processing of the customer's data is restricted.</summary>
    Restricted,
}
