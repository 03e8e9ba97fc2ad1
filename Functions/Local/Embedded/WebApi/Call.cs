using System.Text.Json;
using System.Text.Unicode;
using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>A request while it is answered: parsed, with the session it runs in.</summary>
sealed class Call
{
    IOrganizationSession? _session;

    public Call(WebApiRequest request, WebApiModel model, IOrganization organization)
    {
        Request = request;
        Model = model;
        Organization = organization;
        Prefer = new Preferences(request.Headers);
        Options = new QueryOptions(request.Target);
        Path = [.. ODataPaths.Parse(model, request.ServiceRoot, request.Target)];
    }

    public WebApiRequest Request { get; }
    public WebApiModel Model { get; }
    public IOrganization Organization { get; }
    public Preferences Prefer { get; }
    public QueryOptions Options { get; }
    public IReadOnlyList<ODataPathSegment> Path { get; }
    public DateTime Now => Organization.Clock.GetUtcNow().UtcDateTime;

    /// <summary>The transaction or snapshot; set before the operation runs.</summary>
    public IOrganizationSession Session
    {
        get => _session ?? throw new InvalidOperationException("The call does not run yet.");
        set => _session = value;
    }

    public ODataQueryOptionParser Parser(TableModel table) => QueryBuilder.Options(Model, table, Options.All);

    public QueryScope Scope(ODataQueryOptionParser parser) => new(Model, Now, Request.Caller.UserId, parser.ParameterAliasNodes);

    /// <summary>The address of the row, as OData-EntityId says it.</summary>
    public string Address(TableModel table, Guid id) => $"{Request.ServiceRoot}{table.Table.EntitySetName}({id})";

    public JsonDocument Json()
    {
        if (Request.Body.Span.IndexOfAnyExcept(" \r\n\t"u8) < 0) throw WebApiException.Payload("The request has no body; expected a JSON object.");
        if (!Utf8.IsValid(Request.Body.Span)) throw JsonText.Malformed();
        var json = JsonDocument.Parse(Request.Body);
        if (json.RootElement.ValueKind == JsonValueKind.Object) return json;
        using (json) throw WebApiException.Payload($"The request body is a JSON {json.RootElement.ValueKind}; expected an object.");
    }
}
