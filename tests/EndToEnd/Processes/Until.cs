namespace CrmInsights.EndToEnd.Processes;

/// <summary>Waits for another process to get somewhere: by asking, with a limit.</summary>
static class Until
{
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan limit, string what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var late = new CancellationTokenSource(limit);
        while (!await condition())
        {
            try
            {
                await timer.WaitForNextTickAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds:N0} s: {what}.");
            }
        }
    }
}
