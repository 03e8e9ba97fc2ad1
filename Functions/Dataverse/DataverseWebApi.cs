using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CrmInsights.Dataverse.Internals;

namespace CrmInsights.Dataverse;

/// <summary>Dataverse through its Web API 9.2. One instance an environment and user; safe for any number of callers.</summary>
public sealed class DataverseWebApi : IDataverse, IDisposable
{
    readonly DataverseOptions _options;
    readonly HttpClient _http;
    readonly Connection _connection;

    /// <summary>Opens nothing yet; the first call signs in.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="transport">What sends the requests; null for the network.</param>
    /// <param name="clock">Measures waiting; null for the system's. Never a simulated one against a real environment.</param>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    public DataverseWebApi(DataverseOptions options, HttpMessageHandler? transport = null, TimeProvider? clock = null)
    {
        options.Validate();
        _options = options;
        _http = Transport.Create(options, transport);
        _connection = new Connection(_http, clock ?? TimeProvider.System, options);
    }

    /// <inheritdoc/>
    public async Task<Identity> WhoAmIAsync(CancellationToken cancellation)
    {
        var answer = await GetAsync(Address("WhoAmI"), null, cancellation).ConfigureAwait(false);
        return new Identity(Id(answer, "OrganizationId"), Id(answer, "UserId"));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Row> ReadAsync(RowsQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var prefer = Preferences(query.PageSize, tracking: false);
        Uri? address = Address(QueryText(query));
        while (address is not null)
        {
            var page = await GetAsync(address, prefer, cancellation).ConfigureAwait(false);
            foreach (var row in Items(page)) yield return new Row(query.Table, row);
            var next = Link(page, "@odata.nextLink");
            if (next is not null && next.OriginalString == address.OriginalString)
                throw new InvalidDataException($"Dataverse answered the same page link twice while reading {query.Table.EntitySet}.");
            address = next;
        }
    }

    /// <inheritdoc/>
    public async Task<ChangesResult> ReadChangesAsync(ChangesQuery query, CancellationToken cancellation)
    {
        var address = query.Link is { } link
            ? AtOurAddress(link)
            : Address($"{query.Table.EntitySet}?$select={string.Join(',', query.Columns)}");
        try
        {
            return ToChanges(query, await GetAsync(address, Preferences(query.PageSize, tracking: true), cancellation).ConfigureAwait(false));
        }
        catch (DataverseException refusal) when (query.Link is not null && IsExpiry(refusal))
        {
            return new ChangesResult.Expired(refusal.Message);
        }
    }

    /// <inheritdoc/>
    public Task<WriteResult> WriteAsync(WriteRequest request, CancellationToken cancellation)
    {
        if (request.Kind != WriteKind.Create && request.Rows.Any(row => row.Row is null))
            throw new ArgumentException($"{request.Kind} of {request.Table.LogicalName} needs every row's primary or alternate key.", nameof(request));
        var address = Address($"{request.Table.EntitySet}/Microsoft.Dynamics.CRM.{request.Kind}Multiple" + Tag());
        var repeatable = request.Rows.All(row => row.Row is not null);
        return new BulkWriter((body, token) => SendBulkAsync(address, body, repeatable, token), request)
            .RunAsync(_options.BatchSize, _options.Parallelism, cancellation);
    }

    /// <summary>Reads one document: metadata, or the answer of a function, e.g. <c>EntityDefinitions(LogicalName='account')</c>.</summary>
    /// <param name="resource">Relative to the service root, encoded.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="DataverseException">It is refused.</exception>
    public Task<JsonElement> ReadDocumentAsync(string resource, CancellationToken cancellation) => GetAsync(Address(resource), null, cancellation);

    /// <summary>Creates one row, for tables without bulk messages such as those of plug-in steps.</summary>
    /// <param name="row">By primary key; the values hold it, too, so that a repetition is refused instead of made twice.</param>
    /// <param name="values">As those of <see cref="RowWrite"/>.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="DataverseException">It is refused.</exception>
    public Task CreateRowAsync(RowReference row, IReadOnlyDictionary<string, object?> values, CancellationToken cancellation)
    {
        var withKey = new Dictionary<string, object?>(values) { [row.Table.PrimaryKey] = row.Id ?? throw new ArgumentException("A new row needs its primary key.", nameof(row)) };
        return SendRowAsync(() => WithBody(HttpMethod.Post, Address(row.Table.EntitySet), BulkPayload.Single(withKey)), repeatable: false, cancellation);
    }

    /// <summary>Updates one row, for tables without bulk messages; never creates it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="values">As those of <see cref="RowWrite"/>.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="DataverseException">It is refused.</exception>
    public Task UpdateRowAsync(RowReference row, IReadOnlyDictionary<string, object?> values, CancellationToken cancellation) => SendRowAsync(() =>
    {
        var request = WithBody(HttpMethod.Patch, Address(row.ToString()), BulkPayload.Single(values));
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return request;
    }, repeatable: true, cancellation);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    async Task SendRowAsync(Func<HttpRequestMessage> create, bool repeatable, CancellationToken cancellation)
    {
        using var response = await _connection.SendAsync(create, repeatable, cancellation).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) throw await Answer.ReadErrorAsync(response, cancellation).ConfigureAwait(false);
    }

    async Task<BulkAnswer> SendBulkAsync(Uri address, byte[] body, bool repeatable, CancellationToken cancellation)
    {
        using var response = await _connection.SendAsync(() => WithBody(HttpMethod.Post, address, body), repeatable, cancellation).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            return new BulkAnswer(null, await Answer.ReadErrorAsync(response, cancellation).ConfigureAwait(false));
        if (response.StatusCode == HttpStatusCode.NoContent) return new BulkAnswer(null, null);
        var answer = await Answer.ReadJsonAsync(response, cancellation).ConfigureAwait(false);
        return new BulkAnswer(answer.TryGetProperty("Ids", out var ids) ? Ids(ids) : null, null);
    }

    static Guid[] Ids(JsonElement ids) =>
        ids.ValueKind == JsonValueKind.Array && ids.EnumerateArray().All(id => id.ValueKind == JsonValueKind.String && id.TryGetGuid(out _))
        ? [.. ids.EnumerateArray().Select(id => id.GetGuid())]
        : throw new InvalidDataException("Dataverse answered CreateMultiple without a list of GUIDs in \"Ids\".");

    static HttpRequestMessage WithBody(HttpMethod method, Uri address, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(method, address) { Content = content };
    }

    async Task<JsonElement> GetAsync(Uri address, string? prefer, CancellationToken cancellation)
    {
        using var response = await _connection.SendAsync(() => Get(address, prefer), repeatable: true, cancellation).ConfigureAwait(false);
        return await Answer.ReadJsonAsync(response, cancellation).ConfigureAwait(false);
    }

    static HttpRequestMessage Get(Uri address, string? prefer)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (prefer is not null) request.Headers.TryAddWithoutValidation("Prefer", prefer);
        return request;
    }

    ChangesResult.Page ToChanges(ChangesQuery query, JsonElement answer)
    {
        var items = Items(answer).ToLookup(IsDeletion);
        var next = Link(answer, "@odata.nextLink");
        var link = next ?? Link(answer, "@odata.deltaLink")
            ?? throw new InvalidDataException($"Dataverse answered the changes of {query.Table.LogicalName} without a link to read on; is change tracking on for this table?");
        return new ChangesResult.Page(
            [.. items[false].Select(item => new Row(query.Table, item))], [.. items[true].Select(item => Id(item, "id"))], link.OriginalString, IsLast: next is null);
    }

    static bool IsDeletion(JsonElement item) => item.TryGetProperty("@odata.context", out var context)
        && context.ValueKind == JsonValueKind.String && context.GetString()!.EndsWith("/$deletedEntity", StringComparison.Ordinal);

    // A link that once was given and is refused now has expired, whatever words the refusal uses.
    static bool IsExpiry(DataverseException refusal) =>
        refusal.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Gone || DataverseCodes.IsExpired(refusal.Code);

    static string QueryText(RowsQuery query) => $"{query.Table.EntitySet}?$select={string.Join(',', query.Columns)}"
        + (query.Filter is { } filter ? "&$filter=" + Uri.EscapeDataString(filter) : "")
        + (query.OrderBy is { } order ? "&$orderby=" + Uri.EscapeDataString(order) : "")
        + (query.Top is { } top ? string.Create(CultureInfo.InvariantCulture, $"&$top={top}") : "");

    static string Preferences(int pageSize, bool tracking) => string.Create(CultureInfo.InvariantCulture,
        $"{(tracking ? "odata.track-changes," : "")}odata.maxpagesize={pageSize},odata.include-annotations=\"Microsoft.Dynamics.CRM.lookuplogicalname\"");

    string Tag() => _options.Tag is { } tag ? "?tag=" + Uri.EscapeDataString(tag) : "";

    Uri Address(string relative) => new(_http.BaseAddress!, relative);

    static JsonElement.ArrayEnumerator Items(JsonElement answer) =>
        answer.TryGetProperty("value", out var items) && items.ValueKind == JsonValueKind.Array
        ? items.EnumerateArray()
        : throw new InvalidDataException("Dataverse answered a list without the array \"value\".");

    static Guid Id(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id)
        ? id
        : throw new InvalidDataException($"Dataverse answered without a GUID in \"{name}\".");

    Uri? Link(JsonElement page, string name) =>
        page.TryGetProperty(name, out var link) ? SameOrigin(link.ValueKind == JsonValueKind.String ? link.GetString()! : link.GetRawText()) : null;

    // A link that was kept may be older than the environment's present address; its path and query are still good, and only we are asked.
    Uri AtOurAddress(string link) =>
        Uri.TryCreate(link, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }, out var kept)
            ? SameOrigin(_options.Url.GetLeftPart(UriPartial.Authority) + kept.PathAndQuery)
            : throw new InvalidDataException($"\"{link}\" is no link to changes.");

    // Links go back byte for byte: re-encoding breaks the paging cookie. To another host they would carry our token away.
    Uri SameOrigin(string link) =>
        Uri.TryCreate(link, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }, out var address)
            && address.GetLeftPart(UriPartial.Authority) == _options.Url.GetLeftPart(UriPartial.Authority)
            ? address
            : throw new InvalidDataException($"Dataverse answered a link to another place ({link}); expected {_options.Url.Host}.");
}
