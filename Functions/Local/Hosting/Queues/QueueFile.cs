using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace CrmInsights.Local.Hosting.Queues;

/// <summary>
/// Queues and timer status in one small SQLite file: what was put outlives the process. One process owns the file, so messages that a dead
/// owner was working on are free again when the next one opens it.
/// </summary>
sealed class QueueFile : IDisposable
{
    static readonly TimeSpan s_timeToLive = TimeSpan.FromDays(7);

    readonly Lock _lock = new();
    readonly SqliteConnection _connection;
    readonly TimeProvider _time;

    QueueFile(SqliteConnection connection, TimeProvider time)
    {
        _connection = connection;
        _time = time;
    }

    /// <summary>Says that a queue got a message that can be seen.</summary>
    public event Action<string>? Put;

    public static QueueFile Open(string path, TimeProvider time)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        var file = new QueueFile(connection, time);
        file.Execute(
            """
            pragma busy_timeout = 5000;
            pragma journal_mode = wal;
            pragma synchronous = normal;
            create table if not exists message (
                number integer primary key autoincrement, id blob not null unique, queue text not null, wire text not null, inserted_on integer not null,
                expires_on integer not null, visible_on integer not null, dequeue_count integer not null, pop_receipt text not null);
            create index if not exists message_by_queue on message (queue, visible_on);
            create table if not exists timer (function text primary key, last_on integer not null, next_on integer not null);
            update message set visible_on = 0 where pop_receipt <> '';
            """);
        return file;
    }

    /// <summary>Puts messages, as they go over the wire, in one transaction.</summary>
    public void PutAll(string queue, IEnumerable<string> wires)
    {
        lock (_lock)
        {
            using var transaction = _connection.BeginTransaction();
            var now = _time.GetUtcNow();
            foreach (var wire in wires)
            {
                Execute("insert into message values (null, $1, $2, $3, $4, $5, $6, 0, '')",
                    Guid.NewGuid().ToByteArray(), queue, wire, now.UtcTicks, (now + s_timeToLive).UtcTicks, now.UtcTicks);
            }
            transaction.Commit();
        }
        Put?.Invoke(queue);
    }

    /// <summary>Takes up to <paramref name="most"/> messages, the oldest first; they cannot be seen for <paramref name="lease"/>.</summary>
    public IReadOnlyList<QueueMessage> Take(string queue, int most, TimeSpan lease)
    {
        lock (_lock)
        {
            using var transaction = _connection.BeginTransaction();
            var now = _time.GetUtcNow();
            Execute("delete from message where queue = $1 and expires_on <= $2", queue, now.UtcTicks);
            var found = List("select id, wire, dequeue_count, inserted_on, expires_on from message where queue = $1 and visible_on <= $2 order by number limit $3",
                row => Taken(row, now + lease), queue, now.UtcTicks, most);
            foreach (var message in found)
            {
                Execute("update message set visible_on = $1, dequeue_count = $2, pop_receipt = $3 where id = $4",
                    message.NextVisibleOn.UtcTicks, message.DequeueCount, message.PopReceipt, message.Id.ToByteArray());
            }
            transaction.Commit();
            return found;
        }
    }

    /// <summary>Deletes a message that was dealt with.</summary>
    public void Delete(QueueMessage message) => Execute("delete from message where id = $1 and pop_receipt = $2", message.Id.ToByteArray(), message.PopReceipt);

    /// <summary>Gives a message back; it can be seen again after <paramref name="pause"/>.</summary>
    public void Return(QueueMessage message, TimeSpan pause) =>
        Execute("update message set visible_on = $1, pop_receipt = '' where id = $2 and pop_receipt = $3",
            (_time.GetUtcNow() + pause).UtcTicks, message.Id.ToByteArray(), message.PopReceipt);

    /// <summary>Moves a message to another queue, where it begins anew.</summary>
    public void Move(QueueMessage message, string queue)
    {
        lock (_lock)
        {
            using var transaction = _connection.BeginTransaction();
            var now = _time.GetUtcNow();
            Delete(message);
            Execute("insert into message values (null, $1, $2, $3, $4, $5, $6, 0, '')",
                Guid.NewGuid().ToByteArray(), queue, message.Wire, now.UtcTicks, (now + s_timeToLive).UtcTicks, now.UtcTicks);
            transaction.Commit();
        }
        Put?.Invoke(queue);
    }

    public long Count(string queue) => List("select count(*) from message where queue = $1", row => row.GetInt64(0), queue)[0];

    /// <summary>When the next message of a queue can be seen; null where there is none.</summary>
    public DateTimeOffset? NextVisibleOn(string queue) =>
        List("select min(visible_on) from message where queue = $1", row => row.IsDBNull(0) ? (DateTimeOffset?)null : Time(row, 0), queue)[0];

    /// <summary>When a timer last ran and was to run next.</summary>
    public (DateTimeOffset Last, DateTimeOffset Next)? ReadTimer(string function) =>
        List("select last_on, next_on from timer where function = $1", row => ((DateTimeOffset, DateTimeOffset)?)(Time(row, 0), Time(row, 1)), function).FirstOrDefault();

    public void SaveTimer(string function, DateTimeOffset last, DateTimeOffset next) =>
        Execute("insert into timer values ($1, $2, $3) on conflict (function) do update set last_on = excluded.last_on, next_on = excluded.next_on",
            function, last.UtcTicks, next.UtcTicks);

    public void Dispose() => _connection.Dispose();

    static QueueMessage Taken(DbDataReader row, DateTimeOffset nextVisibleOn) =>
        new(new Guid((byte[])row.GetValue(0)), row.GetString(1), Convert.ToBase64String(RandomNumberGenerator.GetBytes(18)), row.GetInt32(2) + 1)
        {
            InsertedOn = Time(row, 3),
            ExpiresOn = Time(row, 4),
            NextVisibleOn = nextVisibleOn,
        };

    static DateTimeOffset Time(DbDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    void Execute(string sql, params ReadOnlySpan<object> values)
    {
        lock (_lock)
        {
            using var command = Command(sql, values);
            command.ExecuteNonQuery();
        }
    }

    List<T> List<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object> values)
    {
        lock (_lock)
        {
            using var command = Command(sql, values);
            using var rows = command.ExecuteReader();
            var list = new List<T>();
            while (rows.Read()) list.Add(read(rows));
            return list;
        }
    }

    SqliteCommand Command(string sql, ReadOnlySpan<object> values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var index = 0; index < values.Length; index++) command.Parameters.AddWithValue($"${index + 1}", values[index]);
        return command;
    }
}
