namespace CrmInsights.Local.Running;

/// <summary>What /api/health says, as far as `run` waits for it and reports it.</summary>
sealed record AppHealth
{
    public StoreHealth Store { get; init; } = new(0, 0, 0, 0);
    public WaitingHealth Waiting { get; init; } = new(0);

    internal sealed record StoreHealth(long Customers, long Orders, long OrderLines, decimal Revenue);

    internal sealed record WaitingHealth(long Customers);

    /// <summary>Asks once; null while the handler is not up.</summary>
    public static async Task<AppHealth?> AskAsync(HttpClient http, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(new Uri("/api/health", UriKind.Relative), cancellation);
        if (answer.Content.Headers.ContentType?.MediaType != "application/json") return null;
        return await answer.Content.ReadFromJsonAsync<AppHealth>(cancellation);
    }
}
