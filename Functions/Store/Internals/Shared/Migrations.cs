using System.Globalization;

namespace CrmInsights.Store.Internals.Shared;

/// <summary>Brings the schema up to date by numbered scripts: resources named <c>NNNN_name.sql</c>, from 1 without a gap.</summary>
static class Migrations
{
    /// <summary>The scripts for one kind of database: <c>sqlite</c> or <c>postgres</c>.</summary>
    public static IReadOnlyList<Migration> For(string kind) => InOrder(Load(kind + "/"));

    /// <summary>Runs what is missing. The caller sees to it that programs which open a new store at once take turns.</summary>
    public static void Apply(Session session, IReadOnlyList<Migration> migrations, TimeProvider time)
    {
        session.Execute("create table if not exists schema_migration (number integer primary key, name text not null, applied_on bigint not null)");
        var current = Convert.ToInt32(session.Scalar("select max(number) from schema_migration") ?? 0, CultureInfo.InvariantCulture);
        if (current > migrations.Count) throw new InvalidDataException(TooNew(current, migrations.Count));
        foreach (var migration in migrations.Skip(current)) Apply(session, migration, time);
    }

    /// <summary>The number of shards the store was made with; a new one is made with <paramref name="wanted"/>.</summary>
    public static int SettleShardCount(Session session, int wanted)
    {
        session.Execute("insert into store_setting values ('shard_count', $1) on conflict (name) do nothing", wanted.ToString(CultureInfo.InvariantCulture));
        return int.Parse((string)session.Scalar("select value from store_setting where name = 'shard_count'")!, CultureInfo.InvariantCulture);
    }

    /// <summary>Checks that the numbers run from 1 without a gap.</summary>
    public static IReadOnlyList<Migration> InOrder(IEnumerable<Migration> migrations)
    {
        var ordered = migrations.OrderBy(migration => migration.Number).ToList();
        for (var index = 0; index < ordered.Count; index++)
        {
            if (ordered[index].Number != index + 1)
                throw new InvalidDataException($"Migration '{ordered[index].Name}' has number {ordered[index].Number}; expected {index + 1}.");
        }
        return ordered;
    }

    static void Apply(Session session, Migration migration, TimeProvider time)
    {
        session.Script(migration.Sql);
        session.Execute("insert into schema_migration values ($1, $2, $3)", migration.Number, migration.Name, time.GetUtcNow());
    }

    static string TooNew(int found, int known) =>
        $"The store has schema {found}, this program knows schemas up to {known}. Install the newer program, or name another store.";

    static IEnumerable<Migration> Load(string folder)
    {
        var assembly = typeof(Migrations).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[folder.Length..];
            yield return new Migration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
        }
    }
}
