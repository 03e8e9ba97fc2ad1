using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>
/// Reads references to rows: <c>/accounts(id)</c>, <c>accounts(id)</c>, an absolute address, an alternate key, or <c>$1</c> inside a change set. Remembers
/// keys that it looked up, because the rows of one bulk request often point to the same ones.
/// </summary>
sealed class ReferenceReader(Call call)
{
    const int GuidLength = 36;

    readonly Dictionary<string, Lookup> _byKey = new(StringComparer.Ordinal);

    /// <summary>The row a reference names.</summary>
    /// <exception cref="WebApiException">It is no reference, or a key finds no row.</exception>
    public Lookup Read(string reference)
    {
        var relative = Relative(reference);
        if (Canonical(relative) is { } direct) return direct;
        if (_byKey.TryGetValue(relative, out var known)) return known;
        var address = Address(relative);
        var row = new Lookup(address.Table.Table.LogicalName, address.Require(call.Session));
        _byKey.Add(relative, row);
        return row;
    }

    /// <summary>The address as it stands: the row may not exist yet.</summary>
    public RowAddress Address(string reference)
    {
        var relative = Relative(reference);
        var path = Parse(relative);
        return path is [EntitySetSegment set, KeySegment key]
            ? RowAddress.Of(call.Model.Table(set.EdmType) ?? throw NoReference(reference), key)
            : throw NoReference(reference);
    }

    List<ODataPathSegment> Parse(string relative)
    {
        try
        {
            return [.. ODataPaths.Parse(call.Model, call.Request.ServiceRoot, relative)];
        }
        catch (Exception error) when (error is ODataException or UriFormatException or WebApiException)
        {
            throw WebApiException.OData($"'{relative}' is no reference to a row: {error.Message}");
        }
    }

    string Relative(string reference)
    {
        if (call.Request.ContentIds is { } ids) reference = ContentReferences.Replace(reference, ids);
        if (!reference.StartsWith("http", StringComparison.Ordinal)) return reference.TrimStart('/');
        var marker = reference.IndexOf("/api/data/v9.", StringComparison.Ordinal);
        var path = marker < 0 ? -1 : reference.IndexOf('/', marker + "/api/data/v9.".Length);
        return path < 0 ? throw NoReference(reference) : reference[(path + 1)..];
    }

    // The usual form needs no parser, and bulk requests hold thousands of them.
    Lookup? Canonical(string relative)
    {
        var open = relative.Length - GuidLength - 2;
        if (open < 1 || relative[open] != '(' || relative[^1] != ')') return null;
        if (!Guid.TryParseExact(relative.AsSpan(open + 1, GuidLength), "D", out var id)) return null;
        return call.Model.EntitySet(relative[..open]) is { } table ? new Lookup(table.Table.LogicalName, id) : null;
    }

    static WebApiException NoReference(string reference) =>
        WebApiException.OData($"'{reference}' is no reference to a row; expected such as /accounts(00000000-0000-0000-0000-000000000000).");
}
