namespace CrmInsights.Store.Internals;

/// <summary>Something to write, and the caller who waits for its commit.</summary>
abstract class Work
{
    /// <summary>Does the work; false where it failed and what it wrote must be undone.</summary>
    public abstract bool Run(SqliteSession session);

    /// <summary>Replaces the outcome: the transaction itself failed.</summary>
    public abstract void Fail(Exception error);

    /// <summary>Lets the caller go on.</summary>
    public abstract void Finish();
}
