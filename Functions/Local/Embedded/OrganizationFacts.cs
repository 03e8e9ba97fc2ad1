namespace CrmInsights.Local.Embedded;

/// <summary>Rows that every organisation has from its first start on.</summary>
/// <param name="Name">Name of the organisation.</param>
/// <param name="OrganizationId">Its row in organization.</param>
/// <param name="BusinessUnitId">The root business unit.</param>
/// <param name="BaseCurrencyId">The currency that <c>_base</c> columns count in.</param>
/// <param name="SystemUserId">SYSTEM, who runs what no person asked for.</param>
/// <param name="AdministratorId">The person at the screen.</param>
/// <param name="ServiceUserId">The application user of the Function app.</param>
sealed record OrganizationFacts(
    string Name, Guid OrganizationId, Guid BusinessUnitId, Guid BaseCurrencyId, Guid SystemUserId, Guid AdministratorId, Guid ServiceUserId);
