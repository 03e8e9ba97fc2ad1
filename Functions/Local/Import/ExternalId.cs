using System.Security.Cryptography;
using System.Text;

namespace CrmInsights.Local.Import;

/// <summary>How rows of an outside system are named in Dataverse.</summary>
static class ExternalId
{
    internal const string Column = "ci_externalid";

    public static string Of(string source, string number) => $"{source}:{number}";

    /// <summary>The primary key a new row gets: always the same for the same name, so that a write may be repeated.</summary>
    public static Guid ToKey(string table, string externalId)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{table}/{externalId}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80); // version 8: a UUID of our own making (RFC 9562)
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
