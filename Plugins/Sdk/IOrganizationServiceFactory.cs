using System;

namespace Microsoft.Xrm.Sdk;

/// <summary>Gives access to rows on behalf of a user; null means SYSTEM.</summary>
public interface IOrganizationServiceFactory
{
    IOrganizationService CreateOrganizationService(Guid? userId);
}
