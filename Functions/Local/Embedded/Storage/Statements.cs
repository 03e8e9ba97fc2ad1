using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CrmInsights.Local.Embedded.Storage;

/// <summary>One SQLite connection with its prepared statements. Used by one thread at a time; results are read to the end before they are returned.</summary>
sealed class Statements(SqliteConnection connection) : IDisposable
{
    /// <summary>Queries differ without end; beyond this the cache starts anew.</summary>
    const int MostPrepared = 400;

    readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    public void Execute(string sql, params ReadOnlySpan<object> arguments) => Bind(sql, arguments).ExecuteNonQuery();

    /// <summary>Executes and returns the number of rows changed.</summary>
    public int Change(string sql, params ReadOnlySpan<object> arguments) => Bind(sql, arguments).ExecuteNonQuery();

    public long? Number(string sql, params ReadOnlySpan<object> arguments) => Bind(sql, arguments).ExecuteScalar() as long?;

    public List<T> List<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object> arguments)
    {
        using var reader = Bind(sql, arguments).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Ends a transaction that an error may or may not have ended already.</summary>
    public void RollBackIfOpen()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0) Execute("ROLLBACK");
    }

    /// <summary>Forgets the statements, which a change of the schema has made stale.</summary>
    public void Clear()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _prepared.Clear();
    }

    public void Dispose()
    {
        Clear();
        connection.Dispose();
    }

    SqliteCommand Bind(string sql, ReadOnlySpan<object> arguments)
    {
        if (!_prepared.TryGetValue(sql, out var command)) command = Prepare(sql, arguments.Length);
        for (var index = 0; index < arguments.Length; index++) command.Parameters[index].Value = arguments[index];
        return command;
    }

    SqliteCommand Prepare(string sql, int argumentCount)
    {
        if (_prepared.Count >= MostPrepared) Clear();
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var index = 0; index < argumentCount; index++)
            command.Parameters.Add(new SqliteParameter { ParameterName = "@" + index.ToString(CultureInfo.InvariantCulture) });
        _prepared.Add(sql, command);
        return command;
    }
}
