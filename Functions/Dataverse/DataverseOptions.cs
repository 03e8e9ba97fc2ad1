namespace CrmInsights.Dataverse;

/// <summary>Where Dataverse is and how to sign in.</summary>
public sealed record DataverseOptions
{
    /// <summary>Address of the environment without a path: https, or http for this machine only.</summary>
    public required Uri Url { get; init; }
    /// <summary>Tenant of the app registration; null with <see cref="ClientSecret"/> null: the machine's own identity is used.</summary>
    public string? TenantId { get; init; }
    /// <summary>Client id of the app registration, or of a user-assigned managed identity.</summary>
    public string? ClientId { get; init; }
    /// <summary>Secret of the app registration.</summary>
    public string? ClientSecret { get; init; }
    /// <summary>A ready token; only sent to this machine.</summary>
    public string? BearerToken { get; init; }
    /// <summary>
    /// Signs in a person with a code in a browser anywhere; told the sentence that says where and which. Null: nobody is asked. <see cref="ClientId"/> then is
    /// that of a public client; null takes Azure's own developer sign-in.
    /// </summary>
    public Action<string>? OnDeviceCode { get; init; }
    /// <summary>How often a request is repeated after a fault of the way, 0 to 20. With 0 a fault is told at once.</summary>
    public int FaultRetries { get; init; } = 5;
    /// <summary>Rows a batch, 1 to 1,000.</summary>
    public int BatchSize { get; init; } = 200;
    /// <summary>Batches under way at once, 1 to 52 (Dataverse's own limit a user).</summary>
    public int Parallelism { get; init; } = 4;
    /// <summary>Marks every write, for plug-ins to see as SharedVariables["tag"]; null for none.</summary>
    public string? Tag { get; init; }
    /// <summary>Told before every wait, in words; null when nobody listens.</summary>
    public Action<string>? OnWait { get; init; }

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">A setting is wrong; the message says which and what is expected.</exception>
    public void Validate()
    {
        if (!Url.IsAbsoluteUri || (Url.Scheme != Uri.UriSchemeHttps && !(Url.Scheme == Uri.UriSchemeHttp && Url.IsLoopback)))
            throw new ArgumentException($"The Dataverse address is '{Url}'; expected https://<organisation>.<region>.dynamics.com (http only for this machine).");
        if (Url.AbsolutePath != "/")
            throw new ArgumentException($"The Dataverse address '{Url}' has a path; give it without one, e.g. {Url.GetLeftPart(UriPartial.Authority)}.");
        if (BearerToken is not null && !Url.IsLoopback)
            throw new ArgumentException("A ready bearer token is only used for this machine; use a client secret or a managed identity for " + Url.Host + ".");
        if (ClientSecret is not null && (TenantId is null || ClientId is null))
            throw new ArgumentException("A client secret is given without tenant id and client id; all three are needed.");
        ArgumentOutOfRangeException.ThrowIfNegative(FaultRetries);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FaultRetries, 20);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BatchSize, 1000);
        ArgumentOutOfRangeException.ThrowIfLessThan(Parallelism, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Parallelism, 52);
    }
}
