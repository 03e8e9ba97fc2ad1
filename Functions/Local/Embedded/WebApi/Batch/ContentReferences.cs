namespace CrmInsights.Local.Embedded.WebApi;

/// <summary><c>$1</c> stands for the row that the member of the change set with Content-ID 1 made: as address, in front of one, or as a value.</summary>
static class ContentReferences
{
    public static string Replace(string address, IReadOnlyDictionary<string, string> ids)
    {
        var start = address.StartsWith("/$", StringComparison.Ordinal) ? 1 : 0;
        if (address.Length <= start || address[start] != '$') return address;
        var end = address.AsSpan(start).IndexOfAny('/', '?') is >= 0 and var index ? start + index : address.Length;
        var id = address[(start + 1)..end];
        return ids.TryGetValue(id, out var row)
            ? row + address[end..]
            : throw WebApiException.OData($"Content-ID Reference: '${id}' does not exist in the batch context.");
    }
}
