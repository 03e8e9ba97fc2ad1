using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>The secret that environment and Function app share: the secure configuration of the step.</summary>
sealed class SigningKey
{
    const int LeastLength = 32;

    readonly byte[] _secret;

    SigningKey(byte[] secret) => _secret = secret;

    /// <summary>Refuses a missing or short key with what to do about it; the message never shows the key.</summary>
    public static SigningKey Read(string? secure)
    {
        if (secure?.Length >= LeastLength) return new SigningKey(Encoding.UTF8.GetBytes(secure));
        var found = string.IsNullOrEmpty(secure) ? "is empty" : $"has {secure!.Length} characters";
        throw new InvalidPluginExecutionException(
            OperationStatus.Failed,
            $"The secure configuration of this step {found}; it must hold the signing key of the Function app, at least {LeastLength} characters. A solution "
            + "cannot carry it: run \"crminsights connect --set-key\" once after the import. The next reconciliation fetches what was not sent.");
    }

    /// <summary>The value of x-ci-signature: <c>t=&lt;unix seconds&gt;,v1=&lt;hex HMAC-SHA256 of t + "." + body&gt;</c>.</summary>
    public string Sign(byte[] body, DateTimeOffset now)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hmac = new HMACSHA256(_secret);
        var hash = hmac.ComputeHash([.. Encoding.ASCII.GetBytes(time + "."), .. body]);
        return $"t={time},v1={BitConverter.ToString(hash).Replace("-", "").ToLowerInvariant()}";
    }
}
