using System.Net;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Security;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Finds out who calls, and which steps the call bypasses.</summary>
sealed class CallerReader(IOrganization organization, WebApiOptions options)
{
    const string Bearer = "Bearer ";
    const string UserTable = "systemuser";
    const string EntraColumn = "azureactivedirectoryobjectid";

    /// <summary>The user who signed in; null when nobody did.</summary>
    public Guid? Authenticate(HttpRequest request)
    {
        if (options.Authenticate is not null) return options.Authenticate(request);
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.Length == 0) return Local(request) ? options.AdministratorId : null;
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && options.Tokens.TryGetValue(authorization[Bearer.Length..].Trim(), out var user)
            ? user
            : null;
    }

    /// <summary>The caller as the headers, which may name another user and steps to bypass, and <c>?tag=</c> of the target say.</summary>
    public async Task<Caller> Read(Caller signedIn, IHeaderDictionary headers, string target, CancellationToken cancellation)
    {
        if (headers["MSCRM.BypassBusinessLogicExecutionStepIds"].Count > 0) throw WebApiException.NotThere("MSCRM.BypassBusinessLogicExecutionStepIds");
        var bypass = headers["MSCRM.BypassBusinessLogicExecution"].ToString();
        var older = headers["MSCRM.BypassCustomPluginExecution"].ToString().Equals("true", StringComparison.OrdinalIgnoreCase);
        return signedIn with
        {
            UserId = await ActingUser(signedIn, headers, cancellation),
            Tag = Tag(target) ?? signedIn.Tag,
            BypassSync = signedIn.BypassSync || older || bypass.Contains("CustomSync", StringComparison.OrdinalIgnoreCase),
            BypassAsync = signedIn.BypassAsync || bypass.Contains("CustomAsync", StringComparison.OrdinalIgnoreCase),
        };
    }

    async Task<Guid> ActingUser(Caller signedIn, IHeaderDictionary headers, CancellationToken cancellation)
    {
        var entra = headers["CallerObjectId"].ToString();
        var name = entra.Length > 0 ? entra : headers["MSCRMCallerID"].ToString();
        if (name.Length == 0) return signedIn.UserId;
        if (!Guid.TryParse(name, out var id)) throw WebApiException.OData($"The caller to act for is '{name}'; expected a GUID.");
        if (organization.RightsOf(signedIn.UserId).Level(PrivilegeNames.ActOnBehalf) == AccessLevel.None)
            throw new WebApiException(403, (uint)FaultCode.PrivilegeDenied, $"Principal user (Id={signedIn.UserId}) is missing {PrivilegeNames.ActOnBehalf} privilege, which acting for another user needs.");
        var column = entra.Length > 0 ? EntraColumn : organization.Tables[UserTable].PrimaryKey;
        var user = await organization.ReadAsync(signedIn with { UserId = Guid.Empty }, session => Find(session, column, id), cancellation);
        return user ?? throw new WebApiException(403, (uint)FaultCode.PrivilegeDenied, $"There is no user {id} in this organisation to act for.");
    }

    static Guid? Find(IOrganizationSession session, string column, Guid id)
    {
        var rows = session.Query(new RowQuery(UserTable)
        {
            Columns = [],
            Filter = new RowFilter.Compare(ColumnPath.Of(column), CompareOperator.Eq, id),
            Top = 1,
        }).Rows;
        return rows.Count == 0 ? null : rows[0].Id;
    }

    static string? Tag(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        if (query < 0 || !target.Contains("tag=", StringComparison.Ordinal)) return null;
        return QueryHelpers.ParseQuery(target[query..]).TryGetValue("tag", out var tag) ? tag[0] : null;
    }

    static bool Local(HttpRequest request) => request.HttpContext.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);
}
