namespace CrmInsights.Local.Running;

/// <summary>What is going on, for everyone who watches: the terminal, the page, the test. Safe from any thread.</summary>
sealed class ProgressBoard
{
    readonly Lock _gate = new();
    readonly List<string> _notes = [];
    Progress _now = new("Starting", 0, 0);

    /// <summary>Raised for each sentence worth a line of its own.</summary>
    public event Action<string>? Said;

    public Progress Now
    {
        get { lock (_gate) return _now; }
    }

    /// <summary>Sentences said so far that a person should still see, such as a warning of the gate.</summary>
    public IReadOnlyList<string> Notes
    {
        get { lock (_gate) return [.. _notes]; }
    }

    public void Report(string step, long done, long total)
    {
        lock (_gate) _now = new Progress(step, done, total);
    }

    public void Finish()
    {
        lock (_gate) _now = Progress.Idle;
    }

    public void Say(string sentence, bool keep = false)
    {
        if (keep) lock (_gate) _notes.Add(sentence);
        Said?.Invoke(sentence);
    }
}

/// <param name="Step">What is being done, in words; empty when nothing is.</param>
/// <param name="Done">Rows done.</param>
/// <param name="Total">Rows in all, 0 where unknown.</param>
sealed record Progress(string Step, long Done, long Total)
{
    public static Progress Idle { get; } = new("", 0, 0);
    public double Share => Total > 0 ? Math.Clamp((double)Done / Total, 0, 1) : 0;
}
