using CrmInsights.Dataverse;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs;

/// <summary>The organisation this app writes to. Asked once and kept in the store, so that events are taken while Dataverse is away.</summary>
sealed class HomeEnvironment(IDataverse dataverse, IRunLedger ledger, Uri url)
{
    readonly string _name = "organization:" + url.GetLeftPart(UriPartial.Authority);
    Guid? _known;

    public async Task<Guid> ReadAsync(CancellationToken cancellation)
    {
        if (_known is { } known) return known;
        var id = Guid.TryParse(await ledger.GetAsync(_name, cancellation), out var stored) ? stored : (await AskAsync(cancellation)).OrganizationId;
        _known = id;
        return id;
    }

    /// <summary>Asks Dataverse, whatever is known, and corrects what was.</summary>
    public async Task<Identity> AskAsync(CancellationToken cancellation)
    {
        var identity = await dataverse.WhoAmIAsync(cancellation);
        await ledger.SetAsync(_name, identity.OrganizationId.ToString("D"), cancellation);
        _known = identity.OrganizationId;
        return identity;
    }
}
