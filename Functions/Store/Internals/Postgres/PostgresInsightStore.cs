using CrmInsights.Store.Internals.Shared;
using Npgsql;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>The insight store in a PostgreSQL database.</summary>
sealed class PostgresInsightStore : InsightStore
{
    const int OldestServer = 13;

    // Long enough for a server that starts together with the app, short enough for a person with a wrong port.
    static readonly TimeSpan s_longestOpening = TimeSpan.FromSeconds(20);

    readonly PostgresServer _server;
    readonly PostgresInbox _inbox;

    PostgresInsightStore(PostgresServer server, StoreOptions options, int shardCount)
    {
        _server = server;
        ShardCount = shardCount;
        var layout = new Layout(shardCount, options.RollUpContacts);
        _inbox = new PostgresInbox(server, layout);
        Customers = new PostgresCustomerBook(server, layout);
        Dirty = new PostgresDirtyCustomers(server, layout);
        Scores = new ScoreBook(server);
        Models = new ModelShelf(server);
        Runs = new RunLedger(server);
    }

    public override IEventInbox Inbox => _inbox;
    public override ICustomerBook Customers { get; }
    public override IDirtyCustomers Dirty { get; }
    public override IScoreBook Scores { get; }
    public override IModelShelf Models { get; }
    public override IRunLedger Runs { get; }
    public override int ShardCount { get; }

    public static async Task<InsightStore> ConnectAsync(string connectionString, StoreOptions options, CancellationToken cancellation)
    {
        var setting = PostgresSetting.Parse(connectionString);
        try
        {
            var shardCount = await PrepareAsync(setting, options, cancellation);
            return new PostgresInsightStore(new PostgresServer(setting, options.Time, options.Patience), options, shardCount);
        }
        catch (NpgsqlException fault) when (PostgresFailure.Opening(setting, fault) is { } told)
        {
            throw told;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _inbox.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <exception cref="InvalidDataException">The server is too old.</exception>
    internal static void Check(Version server, PostgresSetting setting)
    {
        if (server.Major < OldestServer)
            throw new InvalidDataException($"{setting.Where} is of version {server}; expected {OldestServer} or newer. Upgrade the server, or name another one.");
    }

    static async Task<int> PrepareAsync(PostgresSetting setting, StoreOptions options, CancellationToken cancellation)
    {
        var patience = options.Patience < s_longestOpening ? options.Patience : s_longestOpening;
        await using var server = new PostgresServer(setting, options.Time, patience);
        Check(await server.VersionAsync(cancellation), setting);
        return await server.WriteAsync(session =>
        {
            session.Execute(AdvisoryLock.OfSchema.Sql, AdvisoryLock.OfSchema.Values);
            Migrations.Apply(session, Migrations.For("postgres"), options.Time);
            return Migrations.SettleShardCount(session, options.ShardCount);
        }, cancellation);
    }
}
