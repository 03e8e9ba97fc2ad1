using System.Diagnostics;
using System.Text;

namespace CrmInsights.EndToEnd.Processes;

/// <summary>A real `crminsights` process, as a person starts it.</summary>
sealed class LocalProcess : IAsyncDisposable
{
    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    readonly Process _process;
    readonly StringBuilder _output = new();
    readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    LocalProcess(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "crminsights.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Exited += (_, _) => GiveUp();
    }

    public int Id => _process.Id;

    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    /// <summary>Starts `run` on a free port and waits until the page is served.</summary>
    public static async Task<(LocalProcess Process, Uri Address)> ServeAsync(string dataDirectory, params string[] more)
    {
        var process = Start(["run", "--no-window", "--port", "0", "--data-dir", dataDirectory, .. more]);
        return (process, await process._address.Task.WaitAsync(s_patience));
    }

    /// <summary>Runs to the end; returns exit code and output.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        await using var process = Start(arguments);
        await process._process.WaitForExitAsync().WaitAsync(s_patience);
        return (process._process.ExitCode, process.Output);
    }

    /// <summary>Waits until import and mining are complete.</summary>
    public Task WaitUntilReadyAsync() => _ready.Task.WaitAsync(s_patience);

    /// <summary>Ends the process as the kernel would: no farewell.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(s_patience);
    }

    /// <summary>Ends the process as Ctrl+C does; returns its exit code.</summary>
    public async Task<int> InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", $"{Id}"]);
        await _process.WaitForExitAsync().WaitAsync(s_patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().WaitAsync(s_patience);
        _process.Dispose();
    }

    static LocalProcess Start(IEnumerable<string> arguments)
    {
        var process = new LocalProcess(arguments);
        process._process.Start();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        return process;
    }

    void Take(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
        if (line.StartsWith("CrmInsights: ", StringComparison.Ordinal)) _address.TrySetResult(new Uri(line.Split(' ')[1]));
        if (line.StartsWith("Ready.", StringComparison.Ordinal)) _ready.TrySetResult();
    }

    void GiveUp()
    {
        var failure = new InvalidOperationException($"crminsights ended early with {_process.ExitCode}:{Environment.NewLine}{Output}");
        _address.TrySetException(failure);
        _ready.TrySetException(failure);
    }
}
