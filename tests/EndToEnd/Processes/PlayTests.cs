using System.Text.Json;

namespace CrmInsights.EndToEnd.Processes;

/// <summary>Plays by real processes: plug-ins, function app and mining as they ship.</summary>
public sealed class PlayTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_first_run_creates_no_task_and_the_passing_of_time_creates_some_though_the_night_trains_a_new_model()
    {
        (await TasksAsync("2026-06-01")).ShouldBe(0);

        (await TasksAsync("2026-06-21")).ShouldBeGreaterThan(0);
    }

    async Task<int> TasksAsync(string now)
    {
        var (exitCode, output) = await LocalProcess.RunAsync(
            "run", "--once", "--port", "0", "--no-window", "--accounts", "600", "--data-dir", _folder["state"], "--now", now, "--json", _folder["out.json"]);
        exitCode.ShouldBe(0, output);
        return JsonDocument.Parse(File.ReadAllText(_folder["out.json"])).RootElement.GetProperty("tasks").GetInt32();
    }
}
