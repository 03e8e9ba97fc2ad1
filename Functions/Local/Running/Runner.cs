using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Running;

static class Runner
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellation)
    {
        using var state = StateFolder.Open(options.DataDirectory);
        await Task.Delay(1, cancellation);
        return ExitCode.Done;
    }
}
