namespace CrmInsights.Local.Connect;

/// <summary>What was found about one thing that CrmInsights needs.</summary>
/// <param name="Subject">The thing.</param>
/// <param name="State">Whether it is as it must be.</param>
/// <param name="Found">What was found.</param>
/// <param name="Mend">What to do; null where there is nothing to do.</param>
sealed record Finding(string Subject, FindingState State, string Found, string? Mend)
{
    public static Finding Ok(string subject, string found) => new(subject, FindingState.Ok, found, null);

    public static Finding Problem(string subject, string found, string mend) => new(subject, FindingState.Problem, found, mend);

    /// <summary>Could not be looked at, for a reason that another finding tells.</summary>
    public static Finding NotChecked(string subject, string reason) => new(subject, FindingState.NotChecked, reason, null);
}

/// <summary>How a thing is.</summary>
enum FindingState
{
    Ok,
    Problem,
    NotChecked,
}
