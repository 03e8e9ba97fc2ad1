using CrmInsights.Store.Internals.Shared;
using Microsoft.Data.Sqlite;

namespace CrmInsights.Store.Internals.Sqlite;

/// <summary>The insight store in one SQLite file.</summary>
sealed class SqliteInsightStore : InsightStore
{
    readonly SqliteFile _file;

    SqliteInsightStore(SqliteFile file, StoreOptions options, int shardCount)
    {
        _file = file;
        ShardCount = shardCount;
        var layout = new Layout(shardCount, options.RollUpContacts);
        Inbox = new SqliteInbox(file, layout);
        Customers = new SqliteCustomerBook(file, layout);
        Dirty = new SqliteDirtyCustomers(file, layout);
        Scores = new ScoreBook(file);
        Models = new ModelShelf(file);
        Runs = new RunLedger(file);
    }

    public override IEventInbox Inbox { get; }
    public override ICustomerBook Customers { get; }
    public override IDirtyCustomers Dirty { get; }
    public override IScoreBook Scores { get; }
    public override IModelShelf Models { get; }
    public override IRunLedger Runs { get; }
    public override int ShardCount { get; }

    public static SqliteInsightStore Open(string path, StoreOptions options)
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            var shardCount = Prepare(path, options);
            return new SqliteInsightStore(new SqliteFile(path, options), options, shardCount);
        }
        catch (SqliteException error) when (error.SqliteErrorCode == 26)    // SQLITE_NOTADB
        {
            throw new InvalidDataException($"{path} is no SQLite file; expected an insight store or no file at all.", error);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is 14 or 8)   // SQLITE_CANTOPEN, SQLITE_READONLY
        {
            throw new IOException($"{path} cannot be opened for writing: {error.Message} Name a file in a folder this user may write to.", error);
        }
    }

    public override ValueTask DisposeAsync() => _file.DisposeAsync();

    static int Prepare(string path, StoreOptions options)
    {
        using var session = new SqliteSession(path, options.Durable);
        // Two processes that open a new file at once take turns. Where it fails, closing the session undoes it.
        session.Execute("begin immediate");
        Migrations.Apply(session, Migrations.For("sqlite"), options.Time);
        var shardCount = Migrations.SettleShardCount(session, options.ShardCount);
        session.Execute("commit");
        return shardCount;
    }
}
