using System.Text.Json;
using CrmInsights.Testing.Postgres;

namespace CrmInsights.EndToEnd.Processes;

/// <summary>Local with its store in PostgreSQL, by real processes.</summary>
public sealed class PostgresTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PostgresFact]
    public async Task A_sample_company_is_counted_and_scored_as_in_a_file()
    {
        var file = await RunOnceAsync("file");
        var database = await RunOnceAsync("database", "--store", PostgresCluster.Shared.CreateDatabase("sample"));

        string[] figures = ["accounts", "orders", "orderLines", "revenue", "scored", "abstained", "optedOut", "written", "rejected"];
        figures.Select(name => $"{name} {database.GetProperty(name)}").ShouldBe(figures.Select(name => $"{name} {file.GetProperty(name)}"));
        File.Exists(_folder["database/insights.db"]).ShouldBeFalse();
    }

    [PostgresFact]
    public async Task A_missing_database_ends_with_a_sentence_that_says_how_to_make_it()
    {
        var (exitCode, output) = await LocalProcess.RunAsync("run", "--once", "--accounts", "10", "--port", "0", "--data-dir", _folder["state"],
            "--store", $"postgres:{PostgresCluster.Shared.ConnectionString("nowhere")};Password=tiger");

        exitCode.ShouldBe(1, output);
        output.ShouldContain("createdb nowhere");
        output.ShouldNotContain("tiger");
    }

    [Fact]
    public async Task Another_kind_of_store_is_wrong_use()
    {
        var (exitCode, output) = await LocalProcess.RunAsync("run", "--once", "--store", "oracle:x");

        exitCode.ShouldBe(2, output);
        output.ShouldContain("expected postgres:");
    }

    async Task<JsonElement> RunOnceAsync(string name, params string[] more)
    {
        var (exitCode, output) = await LocalProcess.RunAsync(
            ["run", "--once", "--no-window", "--accounts", "60", "--now", "2026-02-01", "--port", "0", "--data-dir", _folder[name], "--json", _folder[name + ".json"], .. more]);
        exitCode.ShouldBe(0, output);
        return JsonDocument.Parse(File.ReadAllText(_folder[name + ".json"])).RootElement;
    }
}
