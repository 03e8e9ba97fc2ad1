using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CrmInsights.Local.Hosting.Definitions;

namespace CrmInsights.Local.Hosting.Handler;

/// <summary>One start of the handler. It ends when its standard input closes, so it cannot outlive this process.</summary>
sealed class HandlerChild : IAsyncDisposable
{
    const int LinesKept = 10;
    static readonly TimeSpan s_pingPause = TimeSpan.FromMilliseconds(25);
    static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(5);

    readonly Process _process;
    readonly Queue<string> _errors = new();

    HandlerChild(Process process, int port)
    {
        _process = process;
        Address = new Uri($"http://127.0.0.1:{port}/");
    }

    public Uri Address { get; }

    public int ProcessId => _process.Id;

    /// <summary>The last lines it wrote to standard error.</summary>
    public string LastErrors
    {
        get
        {
            lock (_errors) return string.Join(Environment.NewLine, _errors);
        }
    }

    public static HandlerChild Start(FunctionHostOptions options, HostSettings settings, ILogger log)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(Locate(options.AppFolder, settings.Executable), settings.Arguments)
        {
            WorkingDirectory = Path.GetFullPath(Path.Combine(options.AppFolder, settings.WorkingDirectory)),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in HandlerEnvironment.Of(options, port, Guid.NewGuid().ToString())) start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        var child = new HandlerChild(process, port);
        process.OutputDataReceived += (_, line) => { if (line.Data is { } text) log.LogInformation("{Line}", text); };
        process.ErrorDataReceived += (_, line) => { if (line.Data is { } text) child.NoteError(text, log); };
        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            process.Dispose();
            throw new FunctionHostException($"The handler '{start.FileName}' cannot be started: {error.Message}. Build or publish the function app first.", error);
        }
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Waits until it answers anything at all; false where it ended or took too long.</summary>
    public async Task<bool> AnswersAsync(FunctionHostOptions options, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        var began = options.WaitClock.GetTimestamp();
        while (!_process.HasExited && options.WaitClock.GetElapsedTime(began) < options.StartTimeout)
        {
            try
            {
                using var _ = await http.GetAsync(Address, cancellation);
                return true;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(s_pingPause, options.WaitClock, cancellation);     // not listening yet
            }
        }
        if (_process.HasExited) await _process.WaitForExitAsync(cancellation);      // until the last of what it wrote is read, too
        return false;
    }

    /// <summary>Completes with the exit code when it ended.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>Asks it to end, waits a while, ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The pipe broke: it has ended already.
        }
        using var farewell = new CancellationTokenSource(s_farewell);
        try
        {
            await _process.WaitForExitAsync(farewell.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
        _process.Dispose();
    }

    void NoteError(string line, ILogger log)
    {
        log.LogError("{Line}", line);
        lock (_errors)
        {
            _errors.Enqueue(line);
            if (_errors.Count > LinesKept) _errors.Dequeue();
        }
    }

    // Relative to the app where such a file is there, else a command on PATH, as the real host does.
    static string Locate(string folder, string executable)
    {
        var path = Path.GetFullPath(Path.Combine(folder, executable));
        return File.Exists(path) ? path : File.Exists(path + ".exe") ? path + ".exe" : executable;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
