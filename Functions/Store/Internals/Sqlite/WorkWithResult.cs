using CrmInsights.Store.Internals.Shared;

namespace CrmInsights.Store.Internals.Sqlite;

/// <summary>A work with a result.</summary>
sealed class Work<T>(Func<Session, T> run, CancellationToken cancellation) : Work
{
    readonly TaskCompletionSource<T> _caller = new(TaskCreationOptions.RunContinuationsAsynchronously);
    T? _value;
    bool _begun;
    Exception? _error;

    public Task<T> Result => _caller.Task;

    public override bool Run(Session session)
    {
        if (cancellation.IsCancellationRequested) return false;
        _begun = true;
        try
        {
            _value = run(session);
            return true;
        }
        catch (Exception error)     // whatever it is belongs to the caller, who gets it; the others in the group go on
        {
            _error = error;
            return false;
        }
    }

    public override void Fail(Exception error) => _error ??= error;

    public override void Finish()
    {
        if (_error is not null) _caller.SetException(_error);
        else if (!_begun) _caller.SetCanceled(cancellation);
        else _caller.SetResult(_value!);
    }
}
