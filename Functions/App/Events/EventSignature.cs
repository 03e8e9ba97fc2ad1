using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CrmInsights.App.Events;

/// <summary>Checks the header <c>x-ci-signature: t=&lt;unix seconds&gt;,v1=&lt;hex&gt;</c>; several v1 are allowed while a key is rotated.</summary>
static class EventSignature
{
    public const string Header = "x-ci-signature";

    static readonly TimeSpan s_window = TimeSpan.FromMinutes(5);

    /// <summary>Null where the signature holds, else what is wrong with it.</summary>
    /// <param name="header">The header as sent; null where there is none.</param>
    /// <param name="body">UTF-8 bytes of the body, without a byte order mark.</param>
    /// <param name="keys">Accepted keys.</param>
    /// <param name="now">The real time, also where the app's own is simulated.</param>
    public static string? Fault(string? header, ReadOnlySpan<byte> body, IReadOnlyList<string> keys, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(header))
            return $"The header {Header} is missing. Set the signing key as secure configuration of the plug-in steps (crminsights connect --set-key).";
        var parts = header.Split(',', StringSplitOptions.TrimEntries);
        if (ReadTime(parts) is not { } time) return $"The header {Header} has no time; expected t=<unix seconds>,v1=<hex HMAC-SHA256>.";
        if ((now - time).Duration() > s_window)
            return $"The event was signed at {time:yyyy-MM-ddTHH:mm:ssZ}, here it is {now.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}: more than {s_window.TotalMinutes:0} minutes apart. An old event is not taken again; check the clocks.";
        return Matches(parts, body, keys, time)
            ? null
            : "The signature is wrong. The secure configuration of the plug-in steps and CrmInsights__SigningKey must be the same text.";
    }

    /// <summary>The signature as a sender makes it: lower-case hex.</summary>
    public static string Sign(string key, DateTimeOffset time, ReadOnlySpan<byte> body) => Convert.ToHexStringLower(Hash(key, time, body));

    static DateTimeOffset? ReadTime(string[] parts) =>
        parts.Where(part => part.StartsWith("t=", StringComparison.Ordinal)).ToArray() is [var only]
        && long.TryParse(only.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    // Every key is tried against every signature, all to the end, so that the time taken tells nothing.
    static bool Matches(string[] parts, ReadOnlySpan<byte> body, IReadOnlyList<string> keys, DateTimeOffset time)
    {
        var given = parts.Where(part => part.StartsWith("v1=", StringComparison.Ordinal)).Select(part => Decode(part[3..])).ToList();
        var matches = false;
        foreach (var key in keys)
        {
            var expected = Hash(key, time, body);
            foreach (var signature in given) matches |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }
        return matches;
    }

    static byte[] Hash(string key, DateTimeOffset time, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key));
        hash.AppendData(Encoding.ASCII.GetBytes(time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) + "."));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    static byte[] Decode(string hex)
    {
        var bytes = new byte[32];
        return hex.Length == 64 && Convert.FromHexString(hex, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : [];
    }
}
