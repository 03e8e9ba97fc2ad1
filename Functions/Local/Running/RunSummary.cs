using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmInsights.Local.Running;

/// <summary>What `run --once` found: every figure is measured, none assumed.</summary>
sealed record RunSummary
{
    static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Customers: accounts and contacts that the store knows.</summary>
    public long Accounts { get; init; }
    public long Orders { get; init; }
    public long OrderLines { get; init; }
    public decimal Revenue { get; init; }
    public long Scored { get; init; }
    public long Abstained { get; init; }
    public long OptedOut { get; init; }
    /// <summary>Customers whose row this run has written.</summary>
    public long Written { get; init; }
    /// <summary>Tasks, phone calls and e-mail drafts.</summary>
    public long Tasks { get; init; }
    public required StageSeconds Seconds { get; init; }
    public double PeakMegabytes { get; init; }
    public IReadOnlyList<ModelSummary> Models { get; init; } = [];
    public IReadOnlyList<SegmentSummary> Segments { get; init; } = [];
    public long Rules { get; init; }
    public long Rejected { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    /// <summary>Seconds of each part. Score and write are added up over all workers; collect and finish are what the run does around them.</summary>
    internal sealed record StageSeconds(double Import, double? Features, double? Train, double? Score, double? Write)
    {
        public double? Collect { get; init; }
        public double? Finish { get; init; }
    }

    internal sealed record ModelSummary(string Kind, string Version, string Stage, IReadOnlyDictionary<string, JsonElement>? Quality);

    internal sealed record SegmentSummary(string Name, long Accounts);
}
