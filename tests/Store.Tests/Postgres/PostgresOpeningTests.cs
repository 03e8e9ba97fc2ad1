using CrmInsights.Store.Internals.Postgres;
using CrmInsights.Store.Internals.Shared;
using CrmInsights.Testing.Postgres;

namespace CrmInsights.Store.Tests.Postgres;

public sealed class PostgresOpeningTests
{
    [PostgresFact]
    public async Task Programs_that_open_a_new_database_at_the_same_time_all_succeed()
    {
        await using var place = new PostgresPlace();

        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => place.OpenAsync(new StoreOptions())));

        stores.ShouldAllBe(store => store.ShardCount == 16);
        foreach (var store in stores) await store.DisposeAsync();
    }

    [PostgresFact]
    public async Task A_newer_schema_is_refused_with_both_numbers()
    {
        await using var place = new PostgresPlace();
        await using (await place.OpenAsync(new StoreOptions())) { }
        place.Execute("insert into schema_migration values (99, '0099_future.sql', 0)");

        var error = await Should.ThrowAsync<InvalidDataException>(() => place.OpenAsync(new StoreOptions()));

        error.Message.ShouldContain("99");
        error.Message.ShouldContain($"up to {Migrations.For("postgres").Count}");
    }

    [PostgresFact]
    public async Task A_refused_password_is_told_without_the_password()
    {
        await using var place = new PostgresPlace();
        place.Execute("create role guarded login password 'open sesame'");
        try
        {
            var error = await Refused(PostgresCluster.Shared.ConnectionString("postgres", "guarded") + ";Password=tiger");

            error.ShouldBeOfType<ArgumentException>().Message.ShouldContain("password was refused");
            error.Message.ShouldContain("user 'guarded'");
            error.ToString().ShouldNotContain("tiger");
        }
        finally
        {
            place.Execute("drop role guarded");
        }
    }

    [PostgresFact]
    public async Task A_missing_database_is_told_with_the_command_that_makes_it()
    {
        var error = await Refused(PostgresCluster.Shared.ConnectionString("nowhere"));

        error.ShouldBeOfType<ArgumentException>().Message.ShouldContain("createdb nowhere");
    }

    [PostgresFact]
    public async Task A_missing_schema_is_told()
    {
        var error = await Refused(PostgresCluster.Shared.ConnectionString() + ";Search Path=nowhere");

        error.ShouldBeOfType<ArgumentException>().Message.ShouldContain("Search Path does not exist");
    }

    [PostgresFact]
    public async Task A_user_who_may_not_make_tables_is_told_what_to_give()
    {
        await using var place = new PostgresPlace();
        place.Execute($"create role guest_{place.Schema} login; grant usage on schema {place.Schema} to guest_{place.Schema}");
        try
        {
            var error = await Refused($"{place.ConnectionString};Username=guest_{place.Schema}");

            error.ShouldBeOfType<ArgumentException>().Message.ShouldContain("may not make the tables");
        }
        finally
        {
            place.Execute($"drop owned by guest_{place.Schema}; drop role guest_{place.Schema}");
        }
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_with_its_database()
    {
        var error = await Refused("Host=/nowhere;Database=insights;Username=me;Password=tiger", new StoreOptions { Patience = TimeSpan.FromMilliseconds(100) });

        error.ShouldBeOfType<IOException>().Message.ShouldContain("host '/nowhere', port 5432, database 'insights', user 'me' does not answer");
        error.ToString().ShouldNotContain("tiger");
    }

    [Fact]
    public async Task An_unknown_host_is_told_at_once()
    {
        var error = await Refused("Host=crminsights.invalid;Database=insights;Username=me");

        error.ShouldBeOfType<ArgumentException>().Message.ShouldContain("no such host");
    }

    [Theory]
    [InlineData("Host=h;Database=d;Password=ti;ger=1")]
    [InlineData("tiger")]
    [InlineData("Host=h;Password=tiger")]
    [InlineData("Database=d;Password=tiger")]
    [InlineData("Host=h;Database=d;Port=tiger")]
    public async Task A_connection_string_that_is_none_is_refused_without_its_secrets(string text)
    {
        var error = await Refused(text);

        error.ShouldBeOfType<ArgumentException>().Message.ShouldContain("postgres:Host=");
        error.ToString().ShouldNotContain("ger");
    }

    [Theory]
    [InlineData("12.19")]
    [InlineData("9.6")]
    public void A_server_that_is_too_old_is_refused_with_both_versions(string version)
    {
        var setting = PostgresSetting.Parse("Host=h;Database=d");

        var error = Should.Throw<InvalidDataException>(() => PostgresInsightStore.Check(Version.Parse(version), setting));

        error.Message.ShouldContain($"version {version}; expected 13 or newer");
    }

    [PostgresFact]
    public async Task A_closed_store_says_so()
    {
        await using var place = new PostgresPlace();
        var store = await place.OpenAsync(new StoreOptions());
        await store.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => store.Runs.SetAsync("name", "value", CancellationToken.None));
        await Should.ThrowAsync<ObjectDisposedException>(() => store.Inbox.ApplyAsync([], CancellationToken.None));
    }

    static async Task<Exception> Refused(string connectionString, StoreOptions? options = null) =>
        await Should.ThrowAsync<Exception>(() => InsightStore.OpenAsync($"postgres:{connectionString}", options ?? new StoreOptions(), CancellationToken.None));
}
