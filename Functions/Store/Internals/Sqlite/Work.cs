using CrmInsights.Store.Internals.Shared;

namespace CrmInsights.Store.Internals.Sqlite;

/// <summary>Something to write, and the caller who waits for its commit.</summary>
abstract class Work
{
    /// <summary>Does the work; false where it failed and what it wrote must be undone.</summary>
    public abstract bool Run(Session session);

    /// <summary>Replaces the outcome: the transaction itself failed.</summary>
    public abstract void Fail(Exception error);

    /// <summary>Lets the caller go on.</summary>
    public abstract void Finish();
}
