using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CrmInsights.EndToEnd.Processes;

/// <summary>The Web API as a user's program sees it.</summary>
sealed class CrmClient(Uri address) : IDisposable
{
    readonly HttpClient _http = new() { BaseAddress = new Uri(address, "/api/data/v9.2/"), Timeout = TimeSpan.FromSeconds(60) };

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
        return json.RootElement.Clone();
    }

    /// <summary>All rows of a query, page after page.</summary>
    public async Task<List<JsonElement>> ListAsync(string path)
    {
        var rows = new List<JsonElement>();
        for (string? next = path; next is not null;)
        {
            var page = await GetAsync(next);
            rows.AddRange(page.GetProperty("value").EnumerateArray());
            next = page.TryGetProperty("@odata.nextLink", out var link) ? new Uri(link.GetString()!).PathAndQuery : null;
        }
        return rows;
    }

    /// <summary>Calls an action without parameters; returns what it answers.</summary>
    public async Task<JsonElement> CallAsync(string path)
    {
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), new StringContent("{}", Encoding.UTF8, new MediaTypeHeaderValue("application/json")));
        answer.EnsureSuccessStatusCode();
        using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
        return json.RootElement.Clone();
    }

    public async Task SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        using var answer = await _http.SendAsync(request);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>True where the app itself answers for its health, and not the host in its place.</summary>
    public async Task<bool> AppAnswersAsync()
    {
        using var answer = await _http.GetAsync(new Uri("/api/health", UriKind.Relative));
        return answer.Content.Headers.ContentType?.MediaType == "application/json";
    }

    /// <summary>What /api/health says of the app's store.</summary>
    public async Task<JsonElement> HealthAsync()
    {
        await Until.TrueAsync(AppAnswersAsync, TimeSpan.FromMinutes(1), "the app answers for its health");
        using var answer = await _http.GetAsync(new Uri("/api/health", UriKind.Relative));
        using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
        return json.RootElement.Clone();
    }

    /// <summary>An order with one line for an account, with keys of the caller's choosing: sending it again changes nothing.</summary>
    public static Dictionary<string, object?> Order(Guid account, Guid product, decimal price) => new()
    {
        ["name"] = "An order",
        ["customerid_account@odata.bind"] = $"/accounts({account})",
        ["order_details"] = new[]
        {
            new Dictionary<string, object?>
            {
                ["productid@odata.bind"] = $"/products({product})",
                ["quantity"] = 1,
                ["priceperunit"] = price,
                ["ispriceoverridden"] = true,
            },
        },
    };

    public void Dispose() => _http.Dispose();
}
