namespace CrmInsights.Local.Hosting.Handler;

/// <summary>The process that runs the functions.</summary>
interface IHandler : IAsyncDisposable
{
    /// <summary>How it is.</summary>
    HostStatus Status { get; }

    /// <summary>Completes with the reason when it is not started again any more.</summary>
    Task<string> Stopped { get; }

    /// <summary>Starts it; returns when it answers.</summary>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Where it answers; waits while it is being started.</summary>
    /// <exception cref="IOException">It stopped for good.</exception>
    Task<Uri> AddressAsync(CancellationToken cancellation);

    /// <summary>Hears that nobody answered at an address; returns when that handler is known to be gone, or after a second if it is not.</summary>
    Task NoAnswerAsync(Uri address, CancellationToken cancellation);
}
