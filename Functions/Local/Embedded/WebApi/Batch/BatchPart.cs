
namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>One part of a batch: a request, or a change set of several.</summary>
abstract record BatchPart
{
    /// <param name="Method">GET, POST, ...</param>
    /// <param name="Address">As written: absolute, from the host on, from the service on, or <c>$1</c>.</param>
    /// <param name="Headers">Of this request alone.</param>
    /// <param name="Body">Its body; empty without one.</param>
    /// <param name="ContentId">Its Content-ID; null without one.</param>
    internal sealed record Single(string Method, string Address, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body, string? ContentId) : BatchPart
    {
        public bool Writes => Method != "GET";
    }

    internal sealed record ChangeSet(IReadOnlyList<Single> Members) : BatchPart;
}
