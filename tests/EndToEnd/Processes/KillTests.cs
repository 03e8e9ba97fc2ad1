using System.Diagnostics;
using System.Text.Json;
using CrmInsights.Testing.Postgres;

namespace CrmInsights.EndToEnd.Processes;

/// <summary>Kills Local or the handler at random moments during a stream of saves. What was accepted must be counted, once.</summary>
public sealed class KillTests : IDisposable
{
    const int OrdersInATrial = 30;
    // Events that meet a dead handler wait for the plug-ins' breaker and their job's next try, so a check takes minutes.
    const int TrialsBetweenChecks = 10;
    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(8);
    readonly TemporaryFolder _folder = new();
    readonly Random _random = new(Setting("CRMINSIGHTS_KILL_SEED", 4711));

    public void Dispose() => _folder.Dispose();

    static int TrialCount => Setting("CRMINSIGHTS_KILL_TRIALS", 2);

    static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : otherwise;

    [Fact]
    public async Task Killing_Local_loses_nothing_and_counts_nothing_twice()
    {
        var saved = new SavedOrders();
        for (var trial = 0; trial < TrialCount; trial++)
        {
            await using var local = await ServeAsync();
            if (trial == 0) await saved.StartAsync(local.Address);
            else await WaitUntilCountedAsync(local.Address, saved);
            var saving = saved.SaveUntilRefusedAsync(local.Address, OrdersInATrial);
            await Task.Delay(_random.Next(50, 1500));
            await local.Process.KillAsync();
            await saving;
        }
        await using var last = await ServeAsync();
        await WaitUntilCountedAsync(last.Address, saved);
    }

    [Fact]
    public Task Killing_the_handler_loses_nothing_and_counts_nothing_twice() => KillHandlersAsync();

    [PostgresFact]
    public Task Killing_the_handler_of_a_PostgreSQL_store_loses_nothing_and_counts_nothing_twice() =>
        KillHandlersAsync("--store", PostgresCluster.Shared.CreateDatabase("killing"));

    async Task KillHandlersAsync(params string[] store)
    {
        var saved = new SavedOrders();
        for (var trial = 0; trial < TrialCount;)
        {
            await using var local = await ServeAsync(store);
            using var client = new CrmClient(local.Address);
            if (trial == 0) await saved.StartAsync(local.Address);
            for (var ofGroup = 0; ofGroup < TrialsBetweenChecks && trial < TrialCount; ofGroup++, trial++)
            {
                // A handler that dies before it ever answered, three times in a row, is not started again: that is the host's rule, and not what is tried here.
                await Until.TrueAsync(client.AppAnswersAsync, s_patience, "the handler is back");
                var saving = saved.SaveAsync(local.Address, OrdersInATrial);
                await Task.Delay(_random.Next(10, 400));
                KillHandlerOf(local.Process.Id);
                await saving;
            }
            await WaitUntilCountedAsync(local.Address, saved);
        }
    }

    async Task<Served> ServeAsync(params string[] store)
    {
        var (process, address) = await LocalProcess.ServeAsync(_folder["state"], ["--accounts", "10", .. store]);
        var served = new Served(process, address);
        try
        {
            await process.WaitUntilReadyAsync();
            return served;
        }
        catch
        {
            await served.DisposeAsync();
            throw;
        }
    }

    // Dataverse is the truth of what was saved; the store must agree with it, to the cent.
    static async Task WaitUntilCountedAsync(Uri address, SavedOrders saved)
    {
        using var client = new CrmClient(address);
        var lines = await client.ListAsync("salesorderdetails?$select=extendedamount");
        var revenue = lines.Sum(line => line.GetProperty("extendedamount").GetDecimal());
        (lines.Count - saved.LinesBefore).ShouldBeGreaterThanOrEqualTo(saved.Accepted);
        await Until.TrueAsync(async () => Agrees(await client.HealthAsync(), lines.Count, revenue), s_patience,
            $"the store counts {lines.Count} lines worth {revenue}; it says {(await client.HealthAsync()).GetProperty("store")}");
    }

    static bool Agrees(JsonElement health, int lines, decimal revenue) =>
        health.TryGetProperty("store", out var store) && store.TryGetProperty("orderLines", out var counted)
        && counted.GetInt32() == lines && store.GetProperty("revenue").GetDecimal() == revenue;

    static void KillHandlerOf(int parent)
    {
        foreach (var process in Process.GetProcessesByName("handler"))
        {
            using (process)
                if (ParentOf(process.Id) == parent) process.Kill();
        }
    }

    // Field 4 of /proc/<pid>/stat, after the name in brackets.
    static int ParentOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // ended meanwhile
        }
    }

    sealed record Served(LocalProcess Process, Uri Address) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Process.DisposeAsync();
    }

    sealed class SavedOrders
    {
        Guid _account;
        Guid _product;

        public int LinesBefore { get; private set; }
        public int Accepted { get; private set; }

        public async Task StartAsync(Uri address)
        {
            using var client = new CrmClient(address);
            _account = (await client.GetAsync("accounts?$select=name&$top=1")).GetProperty("value")[0].GetProperty("accountid").GetGuid();
            _product = (await client.GetAsync("products?$select=name&$top=1")).GetProperty("value")[0].GetProperty("productid").GetGuid();
            LinesBefore = (await client.ListAsync("salesorderdetails?$select=quantity")).Count;
        }

        public async Task SaveAsync(Uri address, int count)
        {
            using var client = new CrmClient(address);
            for (var order = 0; order < count; order++)
            {
                await client.SendAsync(HttpMethod.Post, "salesorders", CrmClient.Order(_account, _product, 1.25m));
                Accepted++;
            }
        }

        public async Task SaveUntilRefusedAsync(Uri address, int most)
        {
            try
            {
                await SaveAsync(address, most);
            }
            catch (HttpRequestException)
            {
                // The process was killed: this order may be saved or not; Dataverse knows.
            }
        }
    }
}
