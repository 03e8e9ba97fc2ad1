using CrmInsights.App.Jobs.Scoring;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Lifecycle;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>Counts of one scoring of everyone. Scored, abstained and opted out add up to all customers once nobody is pending.</summary>
sealed class ScoreTally(DateTimeOffset since)
{
    readonly Dictionary<string, long> _counts = new()
    {
        ["accounts"] = 0,
        ["scored"] = 0,
        ["lapsed"] = 0,
        ["abstained"] = 0,
        ["optedOut"] = 0,
        ["written"] = 0,
        ["rejected"] = 0,
    };

    double _scoreSeconds;
    double _writeSeconds;

    public long Pending { get; private set; }

    public void Add(ProfilingStatus profiling, ScoreRecord? known)
    {
        _counts["accounts"]++;
        if (profiling is ProfilingStatus.Objected or ProfilingStatus.Restricted) _counts["optedOut"]++;
        else if (known?.Computed is { } computed && ComputedFacts.Parse(computed.Json) is var facts && facts.WallTime >= since) Add(facts);
        else Pending++;
        if (known?.Written is { } written) Add(WrittenFacts.Parse(written.Json));
    }

    public void CopyTo(RunState state)
    {
        foreach (var (name, count) in _counts) state.Counts[name] = count;
        // Added up over all workers: the time that the work took, not the time that passed.
        state.Seconds["score"] = _scoreSeconds;
        state.Seconds["write"] = _writeSeconds;
    }

    void Add(WrittenFacts written)
    {
        if (written.WallTime >= since) _counts["written"]++;
        if (written.Stage is not { } stage) return;
        var name = $"{ReportStage.StageCount}{(LifecycleStage)stage}";
        _counts[name] = _counts.GetValueOrDefault(name) + 1;
    }

    // A lapsed customer has a band and a reason, so it counts as scored; how many of them is told beside.
    void Add(ComputedFacts facts)
    {
        _counts[facts.Outcome == ScoreOutcome.Abstained ? "abstained" : "scored"]++;
        _scoreSeconds += facts.ScoreSeconds;
        _writeSeconds += facts.WriteSeconds;
        if (facts.Outcome == ScoreOutcome.Lapsed) _counts["lapsed"]++;
        if (facts.Rejected is not null) _counts["rejected"]++;
    }
}
