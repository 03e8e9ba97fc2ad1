namespace CrmInsights.Insights.Churn;

/// <summary>Who takes part in a training beside the models it trains.</summary>
public sealed record ChurnContest
{
    /// <summary>Nobody: a first training.</summary>
    public static ChurnContest Empty { get; } = new();

    /// <summary>The model in use; null where there is none.</summary>
    public ChurnModel? Champion { get; init; }
    /// <summary>Models trained elsewhere.</summary>
    public IReadOnlyList<OwnModel> Own { get; init; } = [];
}
