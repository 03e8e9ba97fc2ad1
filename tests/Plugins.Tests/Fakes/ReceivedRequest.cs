using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CrmInsights.Plugins.Tests.Fakes;

/// <summary>A request as it came over the wire.</summary>
public sealed record ReceivedRequest(string Line, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonElement Event => JsonDocument.Parse(Body).RootElement;

    public JsonElement Data => Event.GetProperty("data");

    public string Type => Event.GetProperty("type").GetString()!;

    /// <summary>Checks the signature the way a receiver would, with code of its own.</summary>
    public void ShouldBeSignedWith(string key)
    {
        var parts = Headers["x-ci-signature"].Split(',');
        parts.Length.ShouldBe(2);
        parts[0].ShouldStartWith("t=");
        long.Parse(parts[0][2..], CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        var signed = Encoding.UTF8.GetBytes(parts[0][2..] + "." + Encoding.UTF8.GetString(Body));
        parts[1].ShouldBe("v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed)));
    }
}
