using System.Data.Common;

namespace CrmInsights.Store.Internals.Shared;

/// <summary>
/// One connection within one transaction. Used by one thread at a time. Both kinds of store understand the same statements: parameters
/// are numbered ($1, $2, ...), and a value goes in and comes out the same, however it lies in the database.
/// </summary>
abstract class Session
{
    public abstract int Execute(string sql, params ReadOnlySpan<object?> values);

    /// <summary>Runs statements in order; a database behind a network gets many in one round trip.</summary>
    public abstract void ExecuteAll(IEnumerable<Statement> statements);

    /// <summary>Runs a statement for every set of values and gives the rows of each, under the same rule.</summary>
    public abstract List<List<T>> ListEach<T>(string sql, Func<DbDataReader, T> read, IEnumerable<object?[]> values);

    /// <summary>First column of the first row; null where there is no row or no value.</summary>
    public abstract object? Scalar(string sql, params ReadOnlySpan<object?> values);

    /// <summary>Runs a script of several statements without parameters.</summary>
    public abstract void Script(string sql);

    /// <summary>Reads rows; the reader must be closed before another statement runs.</summary>
    protected abstract DbDataReader Read(string sql, ReadOnlySpan<object?> values);

    public bool Any(string sql, params ReadOnlySpan<object?> values) => Scalar(sql, values) is not null;

    public List<T> List<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var rows = Read(sql, values);
        return ListOf(rows, read);
    }

    /// <summary>The first row; the default where there is none.</summary>
    public T? First<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var rows = Read(sql, values);
        return rows.Read() ? read(rows) : default;
    }

    protected static List<T> ListOf<T>(DbDataReader rows, Func<DbDataReader, T> read)
    {
        var list = new List<T>();
        while (rows.Read()) list.Add(read(rows));
        return list;
    }
}
