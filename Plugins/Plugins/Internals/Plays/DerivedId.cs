using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace CrmInsights.Plugins;

/// <summary>Identifiers that follow from what they stand for (UUID version 8, RFC 9562): a step that runs again finds its rows again.</summary>
static class DerivedId
{
    public static Guid Of(params object[] parts)
    {
        var id = Hash(parts).Take(16).ToArray();
        id[7] = (byte)((id[7] & 0x0f) | 0x80);
        id[8] = (byte)((id[8] & 0x3f) | 0x80);
        return new Guid(id);
    }

    /// <summary>SHA-256 of the parts, separated by slashes.</summary>
    public static byte[] Hash(params object[] parts)
    {
        using var hash = SHA256.Create();
        return hash.ComputeHash(Encoding.UTF8.GetBytes(string.Join("/", parts)));
    }
}
