using System.Text.Json;
using System.Text.Json.Serialization;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>What a run remembers from stage to stage; kept in the ledger after every stage.</summary>
sealed record RunState
{
    const int MostNotes = 50;

    /// <summary>The run, for rows that point to it; the ledger has it as its key.</summary>
    [JsonIgnore]
    public Guid RunId { get; init; }
    /// <summary>The real time at which a stage began or ended last.</summary>
    public DateTimeOffset TouchedOn { get; set; }
    /// <summary>Times the present stage has failed.</summary>
    public int Failures { get; set; }
    /// <summary>Tables of the stage <c>collect</c> that are done.</summary>
    public int TablesDone { get; set; }
    /// <summary>The real time from which on scores belong to this run.</summary>
    public DateTimeOffset? ScoringSince { get; set; }
    /// <summary>Named counts, for people and for ci_run.</summary>
    public SortedDictionary<string, long> Counts { get; init; } = new(StringComparer.Ordinal);
    /// <summary>Seconds each stage took.</summary>
    public SortedDictionary<string, double> Seconds { get; init; } = new(StringComparer.Ordinal);
    /// <summary>The gate's verdict and other sentences for the admin.</summary>
    public List<string> Notes { get; init; } = [];
    /// <summary>What went wrong.</summary>
    public List<string> Errors { get; init; } = [];

    public void Count(string name, long by) => Counts[name] = Counts.GetValueOrDefault(name) + by;

    public void AddError(string message)
    {
        Count("errors", 1);
        if (Errors.Count < MostNotes && !Errors.Contains(message)) Errors.Add(message);
    }

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static RunState Parse(string json) => JsonSerializer.Deserialize<RunState>(json, JsonSerializerOptions.Web)!;

    public static RunState Of(RunRecord run) => Parse(run.Json) with { RunId = run.Id };
}
