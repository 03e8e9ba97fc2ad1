using System.Security.Cryptography;
using System.Text;

namespace CrmInsights.Local.Embedded.Metadata;

/// <summary>Ids of things that a solution knows by name only: the same id for the same name, always.</summary>
static class StableId
{
    public static Guid Of(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
