using System.Text.Json;

namespace CrmInsights.EndToEnd.Processes;

/// <summary>What a person sees at the command line, by real processes.</summary>
public sealed class CommandTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    void WriteShop()
    {
        _folder.Write("mapping.yaml", """
            source: shop
            customers: { file: customers.csv, columns: { number: No, name: Name } }
            products: { file: products.csv, columns: { number: SKU, name: Title } }
            orders: { file: sales.csv, columns: { number: Order, customer: Customer, orderedOn: Date } }
            lines: { file: sales.csv, columns: { order: Order, product: SKU, quantity: Units, price: Price } }
            """);
        _folder.Write("customers.csv", "No,Name\n1,Ada\n2,Bob\nbroken\n");
        _folder.Write("products.csv", "SKU,Title\nA,Apple\n");
        _folder.Write("sales.csv", "Order,Customer,Date,SKU,Units,Price\n10,1,2026-01-05,A,2,1.5\n11,9,2026-01-06,A,1,1.5\n12,2,2026-01-07,A,-1,1.5\n13,2,2026-01-07,A,3,1.5\n14,1,2027-01-01,A,1,1.5\n");
    }

    [Fact]
    public async Task Bad_rows_are_listed_and_good_ones_kept_and_a_second_run_writes_nothing()
    {
        WriteShop();
        string[] run = ["run", "--once", "--port", "0", "--no-window", "--data", _folder.Path, "--data-dir", _folder["state"], "--now", "2026-02-01", "--json", _folder["out.json"]];

        var (exitCode, output) = await LocalProcess.RunAsync(run);

        exitCode.ShouldBe(0, output);
        var summary = JsonDocument.Parse(File.ReadAllText(_folder["out.json"])).RootElement;
        summary.GetProperty("accounts").GetInt32().ShouldBe(2);
        summary.GetProperty("orders").GetInt32().ShouldBe(2);
        summary.GetProperty("orderLines").GetInt32().ShouldBe(2);
        summary.GetProperty("revenue").GetDecimal().ShouldBe(7.5m);
        summary.GetProperty("rejected").GetInt32().ShouldBe(4);
        var parts = new[] { "scored", "abstained", "optedOut" }.Sum(part => summary.GetProperty(part).GetInt32());
        parts.ShouldBe(2);
        var rejected = File.ReadAllText(Path.Combine(_folder["state"], "rejected.csv"));
        rejected.ShouldContain("customers.csv,4,");
        rejected.ShouldContain("sales.csv,3,Customer,the customer 9 is unknown");
        rejected.ShouldContain("sales.csv,4,Units,the quantity -1 is negative");
        rejected.ShouldContain("sales.csv,6,Date,the date 2027-01-01 is in the future");

        (await LocalProcess.RunAsync(run)).ExitCode.ShouldBe(0);
        JsonDocument.Parse(File.ReadAllText(_folder["out.json"])).RootElement.GetProperty("written").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task The_report_of_a_run_is_written_to_a_file_and_a_folder_without_one_says_so()
    {
        (await LocalProcess.RunAsync("run", "--once", "--port", "0", "--no-window", "--accounts", "60", "--data-dir", _folder["state"])).ExitCode.ShouldBe(0);

        var (exitCode, output) = await LocalProcess.RunAsync("report", "--data-dir", _folder["state"], "--out", _folder["report.html"]);
        var nothing = await LocalProcess.RunAsync("report", "--data-dir", _folder["empty"], "--out", _folder["none.html"]);

        exitCode.ShouldBe(0, output);
        File.ReadAllText(_folder["report.html"]).ShouldStartWith("<!doctype html>", Case.Insensitive);
        nothing.ExitCode.ShouldBe(1);
        nothing.Output.ShouldContain("There is no report");
        File.Exists(_folder["none.html"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_column_ends_with_1_and_says_which_columns_there_are()
    {
        WriteShop();
        _folder.Write("customers.csv", "Number,Name\n1,Ada\n");

        var (exitCode, output) = await LocalProcess.RunAsync("run", "--once", "--data", _folder.Path, "--data-dir", _folder["state"]);

        exitCode.ShouldBe(1);
        output.ShouldContain("customers.columns.number names the column \"No\", but customers.csv has no such column. Its header (line 1) says: Number, Name");
        Directory.Exists(_folder["state"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_instance_says_what_is_in_use()
    {
        var (first, address) = await LocalProcess.ServeAsync(_folder["state"], "--accounts", "10");
        await using (first)
        {
            var sameFolder = await LocalProcess.RunAsync("run", "--no-window", "--port", "0", "--data-dir", _folder["state"]);
            var samePort = await LocalProcess.RunAsync("run", "--no-window", "--port", $"{address.Port}", "--data-dir", _folder["other"]);

            sameFolder.ExitCode.ShouldBe(1);
            sameFolder.Output.ShouldContain("in use by another crminsights");
            samePort.ExitCode.ShouldBe(1);
            samePort.Output.ShouldContain($"Port {address.Port} is in use");
            samePort.Output.Trim().Split('\n').Length.ShouldBe(1);
        }
    }

    [UnixFact]
    public async Task Ctrl_C_ends_in_order_with_0_and_the_next_start_goes_on()
    {
        var (local, _) = await LocalProcess.ServeAsync(_folder["state"], "--accounts", "10");
        await using (local)
        {
            await local.WaitUntilReadyAsync();

            (await local.InterruptAsync()).ShouldBe(0, local.Output);
            local.Output.ShouldContain("Ending. The next start goes on where this one ended.");
        }
        var (next, address) = await LocalProcess.ServeAsync(_folder["state"], "--accounts", "10");
        await using (next)
        {
            await next.WaitUntilReadyAsync();
            using var client = new CrmClient(address);
            (await client.ListAsync("accounts?$select=name")).Count.ShouldBeGreaterThanOrEqualTo(10);
        }
    }

    sealed class UnixFactAttribute : FactAttribute
    {
        public UnixFactAttribute()
        {
            if (OperatingSystem.IsWindows()) Skip = "Windows has no kill command that sends Ctrl+C to another process.";
        }
    }
}
