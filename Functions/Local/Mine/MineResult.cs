using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmInsights.Local.Mine;

/// <summary>What a verb of `mine` found and what it took. Keys that do not apply are left out of the JSON.</summary>
sealed record MineResult
{
    static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public string Task { get; init; } = "";
    public int? Rows { get; init; }
    public int? Columns { get; init; }
    public int Threads { get; init; }
    public double? LoadSeconds { get; init; }
    public double? PrepareSeconds { get; init; }
    public double? FitSeconds { get; init; }
    public double? FitCpuSeconds { get; init; }
    public double? ScoreRowsPerSecond { get; init; }
    public double? ScoreOneMicroseconds { get; init; }
    public double? ExplainRowsPerSecond { get; init; }
    public double? PeakMegabytes { get; init; }
    /// <summary>Sum of all amounts read.</summary>
    public decimal? Amount { get; init; }
    public int? Count { get; init; }
    public int? Longest { get; init; }
    public int? Iterations { get; init; }
    public double? Inertia { get; init; }
    public double? LogLikelihood { get; init; }
    public IReadOnlyDictionary<string, double>? Parameters { get; init; }
    public IReadOnlyDictionary<string, double>? Quality { get; init; }
    public IReadOnlyList<object>? Top { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, s_json);
}
