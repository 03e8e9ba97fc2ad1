using CrmInsights.App.Jobs.Scoring;
using CrmInsights.Insights.Customers;
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
        if (known?.Written is { } written && WrittenFacts.Parse(written.Json).WallTime >= since) _counts["written"]++;
    }

    public void CopyTo(RunState state)
    {
        foreach (var (name, count) in _counts) state.Counts[name] = count;
        // Added up over all workers: the time that the work took, not the time that passed.
        state.Seconds["score"] = _scoreSeconds;
        state.Seconds["write"] = _writeSeconds;
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
