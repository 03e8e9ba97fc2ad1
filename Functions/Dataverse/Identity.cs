namespace CrmInsights.Dataverse;

/// <summary>Answer of WhoAmI.</summary>
/// <param name="OrganizationId">The organisation, unique to one environment: a copied sandbox has another.</param>
/// <param name="UserId">The signed-in systemuser.</param>
public sealed record Identity(Guid OrganizationId, Guid UserId);
