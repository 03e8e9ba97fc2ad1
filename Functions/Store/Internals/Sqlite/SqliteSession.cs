using System.Data.Common;
using CrmInsights.Store.Internals.Shared;
using Microsoft.Data.Sqlite;

namespace CrmInsights.Store.Internals.Sqlite;

/// <summary>One connection with its prepared statements.</summary>
sealed class SqliteSession : Session, IDisposable
{
    readonly SqliteConnection _connection;
    readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public SqliteSession(string path, bool durable)
    {
        // The memory map halves the time to read all customers (18,484 with 60,398 lines: 1.0 s to 0.45 s).
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        Script($"""
            pragma busy_timeout = 20000;
            pragma journal_mode = wal;
            pragma synchronous = {(durable ? "full" : "normal")};
            pragma temp_store = memory;
            pragma cache_size = -16000;
            pragma mmap_size = 1073741824;
            """);
    }

    public override void Script(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public override int Execute(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    public override void ExecuteAll(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements) Execute(statement.Sql, statement.Values);
    }

    public override List<List<T>> ListEach<T>(string sql, Func<DbDataReader, T> read, IEnumerable<object?[]> values) =>
        [.. values.Select(set => List(sql, read, set))];

    public override object? Scalar(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;

    protected override DbDataReader Read(string sql, ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteReader();

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
        _connection.Dispose();
    }

    SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command)) _commands[sql] = command = Prepare(sql, values.Length);
        for (var index = 0; index < values.Length; index++) command.Parameters[index].Value = SqliteValues.Encode(values[index]);
        return command;
    }

    SqliteCommand Prepare(string sql, int count)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var number = 1; number <= count; number++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${number}" });
        return command;
    }
}
