namespace CrmInsights.App.Hosting;

/// <summary>Ends the app when its standard input closes: a child outlives no parent, however that one died.</summary>
sealed class ParentWatch(AppSettings settings, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.ExitWithParent) return;
        // Reading from the console ignores tokens, so the read gets a thread of its own that is left behind.
        await Task.Run(ReadToEnd, stoppingToken).WaitAsync(stoppingToken);
        lifetime.StopApplication();
    }

    static void ReadToEnd()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> buffer = stackalloc byte[64];
        while (input.Read(buffer) > 0)
        {
            // what the parent writes means nothing; only the end counts
        }
    }
}
