using System.Globalization;

namespace CrmInsights.Store.Internals;

/// <summary>Brings the schema up to date by numbered scripts: resources named <c>NNNN_name.sql</c>, from 1 without a gap.</summary>
static class Migrations
{
    public static IReadOnlyList<Migration> All { get; } = InOrder(Load());

    /// <summary>Runs what is missing, in one transaction; two processes that open a new file at once take turns.</summary>
    public static void Apply(SqliteSession session, IReadOnlyList<Migration> migrations, TimeProvider time)
    {
        session.Execute("begin immediate");
        try
        {
            session.Execute("create table if not exists schema_migration (number integer primary key, name text not null, applied_on integer not null)");
            var current = Convert.ToInt32(session.Scalar("select max(number) from schema_migration") ?? 0, CultureInfo.InvariantCulture);
            if (current > migrations.Count) throw new InvalidDataException(TooNew(current, migrations.Count));
            foreach (var migration in migrations.Skip(current)) Apply(session, migration, time);
            session.Execute("commit");
        }
        catch
        {
            session.Execute("rollback");
            throw;
        }
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

    static void Apply(SqliteSession session, Migration migration, TimeProvider time)
    {
        session.Script(migration.Sql);
        session.Execute("insert into schema_migration values ($1, $2, $3)", migration.Number, migration.Name, time.GetUtcNow());
    }

    static string TooNew(int found, int known) =>
        $"The store has schema {found}, this program knows schemas up to {known}. Install the newer program, or name another store.";

    static IEnumerable<Migration> Load()
    {
        var assembly = typeof(Migrations).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return new Migration(int.Parse(resource.AsSpan(0, 4), CultureInfo.InvariantCulture), resource, reader.ReadToEnd());
        }
    }
}
