using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace CrmInsights.Local.Embedded.Storage;

/// <summary>The SQLite file of an organisation: one connection that writes, and readers on snapshots beside it.</summary>
sealed class Database : IDisposable
{
    const int MostReaders = 8;

    readonly string _connectionString;
    readonly ConcurrentBag<Statements> _idleReaders = [];
    readonly SemaphoreSlim _readers = new(MostReaders);

    public Database(string path, bool durable)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
        Writer = new Statements(Connect("PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=2000; PRAGMA cache_size=-65536;"
            + (durable ? "PRAGMA synchronous=FULL;" : "PRAGMA synchronous=NORMAL;")));
        KernelTables.Create(Writer);
        Version = Writer.Number("SELECT value FROM kernel_state WHERE name = 'version'") ?? 1_000_000;
        _savedVersion = Version;
    }

    long _savedVersion;
    volatile bool _closed;

    public Statements Writer { get; }

    /// <summary>The last version given to a row. Only the writing thread moves it.</summary>
    public long Version { get; private set; }

    public long NextVersion() => ++Version;

    /// <summary>Part of every transaction that gave out versions.</summary>
    public void SaveVersion()
    {
        if (Version == _savedVersion) return;
        Writer.Execute("INSERT OR REPLACE INTO kernel_state (name, value) VALUES ('version', @0)", Version);
        _savedVersion = Version;
    }

    /// <summary>Runs a reader on a snapshot.</summary>
    public T Read<T>(Func<Statements, T> work, CancellationToken cancellation)
    {
        _readers.Wait(cancellation);
        try
        {
            return ReadAdmitted(work);
        }
        finally
        {
            _readers.Release();
        }
    }

    public async Task<T> ReadAsync<T>(Func<Statements, T> work, CancellationToken cancellation)
    {
        await _readers.WaitAsync(cancellation);
        try
        {
            return ReadAdmitted(work);
        }
        finally
        {
            _readers.Release();
        }
    }

    /// <summary>Lets the readers under way end; those that come later find it closed.</summary>
    public void Dispose()
    {
        for (var reader = 0; reader < MostReaders; reader++) _readers.Wait();
        _closed = true;
        _readers.Release(MostReaders);
        foreach (var reader in _idleReaders) reader.Dispose();
        Writer.Dispose();
    }

    T ReadAdmitted<T>(Func<Statements, T> work)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (!_idleReaders.TryTake(out var reader)) reader = new Statements(Connect("PRAGMA cache_size=-8192; PRAGMA query_only=ON;"));
        try
        {
            reader.Execute("BEGIN");
            return work(reader);
        }
        finally
        {
            reader.Execute("COMMIT");
            _idleReaders.Add(reader);
        }
    }

    SqliteConnection Connect(string pragmas)
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
        connection.CreateFunction("text_like", (string? text, string pattern) => TextPattern.Matches(text, pattern), isDeterministic: true);
        connection.CreateFunction("text_fold", (string? text) => text?.ToUpperInvariant(), isDeterministic: true);
        return connection;
    }
}
