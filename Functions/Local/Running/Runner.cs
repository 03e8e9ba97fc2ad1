using System.Diagnostics;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Running;

/// <summary>`run`: everything in one process, until Ctrl+C, or with --once until the summary is there.</summary>
static class Runner
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellation)
    {
        var source = new CompanySource(options);
        using var state = StateFolder.Open(options.DataDirectory);
        state.Save(source.Decide(state.Settings, TimeProvider.System));

        var board = new ProgressBoard();
        await using var stack = await LocalStack.OpenAsync(options, state, board, cancellation);
        var work = new CompanyWork(stack, source, state, board);
        Welcome(stack, options);
        if (!options.Once) return await ServeAsync(stack, work, board, cancellation);

        RunSummary? summary = null;
        await new ConsoleView(board, TimeProvider.System).ShowAsync(async () => summary = await work.RunOnceAsync(cancellation));
        SummaryView.Show(summary!, state.RejectedFile);
        if (options.Json is not null) await File.WriteAllTextAsync(options.Json, summary!.ToJson(), cancellation);
        return ExitCode.Done;
    }

    static async Task<int> ServeAsync(LocalStack stack, CompanyWork work, ProgressBoard board, CancellationToken cancellation)
    {
        try
        {
            await new ConsoleView(board, TimeProvider.System).ShowAsync(() => work.RunAsync(cancellation));
            board.Finish();
            Console.Out.WriteLine("Ready. Ctrl+C ends it; everything is kept.");
            var reason = await stack.Functions.Stopped.WaitAsync(cancellation);
            throw new CommandFailedException($"The Function app stopped: {reason}");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Console.Out.WriteLine("Ending. The next start goes on where this one ended.");
            return ExitCode.Done;
        }
    }

    static void Welcome(LocalStack stack, RunOptions options)
    {
        Console.Out.WriteLine($"CrmInsights: {stack.Address}  (state in {options.DataDirectory})");
        if (stack.Clock is SimulatedClock clock) Console.Out.WriteLine($"The clock is simulated; it is {clock.GetUtcNow():yyyy-MM-dd HH:mm} UTC there.");
        if (options.OpenWindow && !options.Once && IsDesktop()) OpenWindow(stack.Address);
    }

    static bool IsDesktop() => Environment.UserInteractive && !Console.IsOutputRedirected
        && (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 } || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 });

    static void OpenWindow(Uri address)
    {
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.Out.WriteLine("No browser could be opened; open the address yourself.");
        }
    }
}
