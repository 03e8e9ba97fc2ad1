using System.Text.Json;

namespace CrmInsights.EndToEnd.Browser;

/// <summary>What a form may hand the card, by the state that the card is in then.</summary>
static class CardStates
{
    public const string Control = "ci_CrmInsights.InsightsCard";
    const int Objected = 712340002;
    const int Restricted = 712340003;

    static readonly string s_long = string.Concat(Enumerable.Repeat("Donaudampfschifffahrtsgesellschaft", 12)) + " <script>window.broken=1</script><img src=x onerror=window.broken=1>";

    static readonly object s_churn = new
    {
        score = 72,
        band = "At risk",
        horizonDays = 97,
        trend = 18,
        confidence = new { level = "High", reason = "41 orders in 3 years" },
        @base = 48,
        other = 6,
        reasons = new object[]
        {
            new { text = "Last order on 3 March; usually every 24 days", direction = "raises risk", points = 21 },
            new { text = "Buys many different products", direction = "lowers risk", points = -3 },
        },
    };

    static readonly object s_profile = new
    {
        segment = new { id = Guid.NewGuid(), name = "Large, regular orders", fit = 0.8 },
        stage = new { name = "Decline", since = "2026-08-03", reason = "Half as many orders as in the year before" },
        value = new { alive = 0.87, value12m = 48123.5, valueLifetime = 90000, marginBasis = "Margin assumed as 30 % of revenue" },
        nextOrder = new { on = "2026-12-01", earliest = "2026-11-20", latest = "2027-02-01" },
        offers = new[] { new { productId = Guid.NewGuid(), product = "Filter set M", kind = "CrossSell", reason = "61 % of those who bought Pump X also bought it", score = 40 } },
    };

    static readonly object[] s_history = [.. Enumerable.Range(1, 12).Select(month => (object)new { day = $"2026-{month:00}-01", score = 20 + 4 * month })];

    /// <summary>The state, and the values of the bound columns as JSON.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["scored"] = Bound(Card(s_churn, s_profile)),
        ["lapsed"] = Bound(Card(new { band = "Lapsed", @base = 0, reasons = new[] { new { text = "Last order on 1 May 2025", direction = "fact", points = 0 } }, other = 0 }, null)),
        ["abstained"] = Bound(Card(new { abstained = new { cause = "NoOrder", text = "No order yet." } }, null)),
        ["stale"] = Bound(Card(s_churn, s_profile), computedOn: "2020-01-01T00:00:00Z"),
        ["hostile"] = Bound(Card(new { score = 5, band = "Healthy", @base = 5, reasons = new[] { new { text = s_long, direction = "lowers risk", points = 0 } }, other = 0 }, new
        {
            value = new { value12m = 48123.5, marginBasis = s_long },
            stage = new { name = "Growth", since = "2026-08-03", reason = s_long },
            offers = new[] { new { productId = Guid.NewGuid(), product = s_long, kind = "Popular", reason = s_long, score = 1 } },
        })),
        ["objected"] = Bound(Card(s_churn, s_profile), profiling: Objected),
        ["restricted"] = Bound(null, profiling: Restricted),
        ["no score"] = Bound(null),
        ["broken"] = Bound("{\"schemaVersion\": 2, \"churn\": "),
        ["newer"] = Bound("{\"schemaVersion\": 99}"),
        ["loading"] = """{"insights": {"formatted": "", "type": "Memo"}}""",
    };

    static string Card(object churn, object? profile) => JsonSerializer.Serialize(new
    {
        schemaVersion = profile is null ? 1 : 2,
        asOf = "2026-11-22T03:00:00Z",
        model = "1",
        churn,
        quality = new { score = 85, findings = new[] { "No industry" } },
        history = s_history,
        profile,
    });

    static string Bound(string? insights, int? profiling = null, string computedOn = "2999-01-01T00:00:00Z") => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["insights"] = new { raw = insights, formatted = "", type = "Memo" },
        ["computedOn"] = new { raw = computedOn, formatted = "", type = "DateTime" },
        ["profiling"] = new { raw = profiling, formatted = "", type = "Choice" },
        ["value12m"] = new { raw = 48123.5, formatted = "48,123.50", type = "Money" },
    });
}
