using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Running;

namespace CrmInsights.Local.Form;

/// <summary>What the pages need: the organisation, who looks at it, and what is going on.</summary>
/// <param name="Organization">The embedded Dataverse.</param>
/// <param name="User">On whose behalf pages read.</param>
/// <param name="Board">Progress of import and mining.</param>
/// <param name="IsClockSimulated">Whether the organisation's clock is not the system's.</param>
sealed record FormSite(IOrganization Organization, Caller User, ProgressBoard Board, bool IsClockSimulated)
{
    public DateTimeOffset Now => Organization.Clock.GetUtcNow();

    public Task<T> ReadAsync<T>(Func<IOrganizationSession, T> work, CancellationToken cancellation) => Organization.ReadAsync(User, work, cancellation);

    /// <summary>Names of the rows that lookups point to, for a read in progress.</summary>
    public Func<Lookup, string> Names(IOrganizationSession session) => lookup =>
    {
        if (!Organization.Tables.TryGetValue(lookup.Table, out var table)) return "";
        return session.Find(lookup.Table, lookup.Id, [table.PrimaryName])?[table.PrimaryName] as string ?? "(deleted)";
    };
}
