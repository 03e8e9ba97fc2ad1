namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Three accounts that no test changes.</summary>
public sealed class ThreeAccounts : IAsyncLifetime
{
    WebApiHost? _host;

    internal WebApiHost Host => _host!;

    public async Task InitializeAsync()
    {
        _host = await WebApiHost.StartAsync();
        var contact = await Host.Create("contacts", new { firstname = "Ann", lastname = "Lee" });
        await Host.Create("accounts", new Dictionary<string, object?>
        {
            ["name"] = "Adventure",
            ["numberofemployees"] = 10,
            ["revenue"] = 1000.5m,
            ["industrycode"] = 2,
            ["primarycontactid@odata.bind"] = $"/contacts({contact})",
        });
        await Host.Create("accounts", new { name = "Bike's & Co", numberofemployees = 20, donotemail = true, address1_city = "Bike's & Co" });
        await Host.Create("accounts", new { name = "Contoso", lastusedincampaign = "2024-02-28", lastonholdtime = "2024-02-29T23:30:00Z" });
    }

    public Task DisposeAsync() => Host.DisposeAsync().AsTask();
}
