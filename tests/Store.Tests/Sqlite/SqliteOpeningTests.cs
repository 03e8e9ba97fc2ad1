using CrmInsights.Store.Internals.Shared;
using Microsoft.Data.Sqlite;

namespace CrmInsights.Store.Tests.Sqlite;

public sealed class SqliteOpeningTests : IAsyncLifetime
{
    readonly SqlitePlace _place = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task A_newer_schema_is_refused_with_both_numbers()
    {
        await using (await _place.OpenAsync(new StoreOptions())) { }
        Execute("insert into schema_migration values (99, '0099_future.sql', 0)");

        var error = await Should.ThrowAsync<InvalidDataException>(() => _place.OpenAsync(new StoreOptions()));

        error.Message.ShouldContain("99");
        error.Message.ShouldContain($"up to {Migrations.For("sqlite").Count}");
    }

    [Fact]
    public async Task A_file_of_another_kind_is_refused_by_name()
    {
        await File.WriteAllTextAsync(_place.Path, new string('x', 5000));

        (await Should.ThrowAsync<InvalidDataException>(() => _place.OpenAsync(new StoreOptions()))).Message.ShouldContain(_place.Path);
    }

    [Fact]
    public async Task A_setting_of_an_unknown_kind_is_refused_without_its_secrets()
    {
        var error = await Should.ThrowAsync<ArgumentException>(
            () => InsightStore.OpenAsync("oracle:password=tiger", new StoreOptions(), CancellationToken.None));

        error.Message.ShouldContain("oracle:");
        error.Message.ShouldNotContain("tiger");
    }

    [Fact]
    public async Task Programs_that_open_a_new_file_at_the_same_time_all_succeed()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _place.OpenAsync(new StoreOptions())));

        stores.ShouldAllBe(store => store.ShardCount == 16);
        foreach (var store in stores) await store.DisposeAsync();
    }

    [Fact]
    public void Migrations_must_be_numbered_without_a_gap()
    {
        var error = Should.Throw<InvalidDataException>(() => Migrations.InOrder([new(1, "0001_a.sql", ""), new(3, "0003_b.sql", "")]));

        error.Message.ShouldContain("0003_b.sql");
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        var store = await _place.OpenAsync(new StoreOptions());
        await store.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => store.Runs.SetAsync("name", "value", CancellationToken.None));
    }

    void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_place.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
