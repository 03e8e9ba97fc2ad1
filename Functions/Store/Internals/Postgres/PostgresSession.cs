using System.Data.Common;
using CrmInsights.Store.Internals.Shared;
using Npgsql;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>A pooled connection within a transaction. The pool keeps the prepared statements.</summary>
sealed class PostgresSession(NpgsqlConnection connection) : Session
{
    // So many statements go out before the first answer is read.
    const int BatchSize = 500;

    public override int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    public override void ExecuteAll(IEnumerable<Statement> statements)
    {
        foreach (var group in statements.Chunk(BatchSize))
        {
            using var batch = Batch(group);
            batch.ExecuteNonQuery();
        }
    }

    public override List<List<T>> ListEach<T>(string sql, Func<DbDataReader, T> read, IEnumerable<object?[]> values)
    {
        var lists = new List<List<T>>();
        foreach (var group in values.Chunk(BatchSize))
        {
            using var batch = Batch(group.Select(set => new Statement(sql, set)));
            using var rows = batch.ExecuteReader();
            do lists.Add(ListOf(rows, read)); while (rows.NextResult());
        }
        return lists;
    }

    public override object? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    public override void Script(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Reads the results of several statements in one round trip; the reader stands before the rows of the first.</summary>
    public NpgsqlDataReader ReadAll(IEnumerable<Statement> statements)
    {
        using var batch = Batch(statements);
        return batch.ExecuteReader();
    }

    /// <summary>Appends rows to a table by binary COPY, the fastest way in.</summary>
    public void Copy(string table, string columns, IEnumerable<object?[]> rows)
    {
        using var import = connection.BeginBinaryImport($"copy {table} ({columns}) from stdin (format binary)");
        foreach (var row in rows)
        {
            import.StartRow();
            foreach (var value in row) import.WriteValue(value);
        }
        import.Complete();
    }

    protected override DbDataReader Read(string sql, ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteReader();
    }

    NpgsqlCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(Parameter(value));
        return command;
    }

    NpgsqlBatch Batch(IEnumerable<Statement> statements)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Sql);
            foreach (var value in statement.Values) command.Parameters.Add(Parameter(value));
            batch.BatchCommands.Add(command);
        }
        return batch;
    }

    static NpgsqlParameter Parameter(object? value) => new() { Value = PostgresValues.Encode(value) };
}
