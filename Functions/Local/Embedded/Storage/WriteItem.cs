namespace CrmInsights.Local.Embedded.Storage;

/// <summary>A piece of work that waits for the writing connection.</summary>
abstract class WriteItem
{
    /// <summary>Runs the work; false when it threw or was cancelled, which its caller then already knows.</summary>
    public abstract bool TryRun();
    public abstract void Succeed();
    public abstract void Fail(Exception error);
}

sealed class WriteItem<T>(Func<T> work, Action<T>? committed, CancellationToken cancellation) : WriteItem
{
    readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    T? _result;

    public Task<T> Completion => _completion.Task;

    public override bool TryRun()
    {
        if (cancellation.IsCancellationRequested) return !_completion.TrySetCanceled(cancellation);
        try
        {
            _result = work();
            return true;
        }
        catch (Exception error)
        {
            // The caller waits for it in another thread: whatever it is, it travels there.
            Fail(error);
            return false;
        }
    }

    public override void Succeed()
    {
        committed?.Invoke(_result!);
        _completion.TrySetResult(_result!);
    }

    public override void Fail(Exception error) => _completion.TrySetException(error);
}
