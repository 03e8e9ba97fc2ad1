
namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>How the Web API is served.</summary>
sealed record WebApiOptions
{
    /// <summary>The systemuser that a request from this machine without a token acts as.</summary>
    public Guid AdministratorId { get; init; }
    /// <summary>Bearer tokens of application users.</summary>
    public IReadOnlyDictionary<string, Guid> Tokens { get; init; } = new Dictionary<string, Guid>();
    /// <summary>Says which systemuser asks, or null for 401. Replaces the rule of <see cref="AdministratorId"/> and <see cref="Tokens"/>.</summary>
    public Func<HttpRequest, Guid?>? Authenticate { get; init; }
    /// <summary>Bytes of a request body, at most: 116.85 MB as in Dataverse.</summary>
    public long MaxBodyBytes { get; init; } = 122_526_105;
    /// <summary>Service protection; null for none.</summary>
    public RequestLimit? RequestLimit { get; init; }
}

/// <summary>At most so many requests of one user in a sliding window.</summary>
sealed record RequestLimit(int Requests, TimeSpan Window);
