using System.Data.Common;

namespace CrmInsights.Store.Internals.Shared;

/// <summary>Models with their files.</summary>
sealed class ModelShelf(Database database) : IModelShelf
{
    const string Columns = "version, stage, trained_on, quality_json";

    public Task SaveAsync(StoredModel model, CancellationToken cancellation) =>
        database.WriteAsync(session => Save(session, model), cancellation);

    public Task<StoredModel?> ReadAsync(string kind, string version, CancellationToken cancellation) =>
        database.ReadAsync(session =>
        {
            var model = session.First($"select {Columns} from model where kind = $1 and version = $2", row => Read(row, kind), kind, version);
            return model is null ? null : model with { Files = ReadFiles(session, kind, version) };
        }, cancellation);

    public Task PromoteAsync(string kind, string version, CancellationToken cancellation) =>
        database.WriteAsync(session =>
        {
            // Holds off another promotion of the kind, so that this one retires what that one promotes.
            session.Execute("update model set stage = stage where kind = $1", kind);
            session.Execute("update model set stage = 'retired' where kind = $1 and stage = 'champion' and version <> $2", kind, version);
            if (session.Execute("update model set stage = 'champion' where kind = $1 and version = $2", kind, version) == 0)
                throw new InvalidOperationException($"There is no model '{kind}' of version '{version}' to promote; save it first.");
        }, cancellation);

    public Task DiscardAsync(string kind, string version, CancellationToken cancellation) =>
        database.WriteAsync(session =>
        {
            if (session.Execute("delete from model where kind = $1 and version = $2 and stage = 'challenger'", kind, version) > 0)
                session.Execute("delete from model_file where kind = $1 and version = $2", kind, version);
        }, cancellation);

    public Task<IReadOnlyList<StoredModel>> ListAsync(string kind, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<StoredModel>>(session => session.List(
            $"select {Columns} from model where kind = $1 order by trained_on desc, version desc", row => Read(row, kind), kind), cancellation);

    static void Save(Session session, StoredModel model)
    {
        var added = session.Execute("insert into model values ($1, $2, 'challenger', $3, $4) on conflict (kind, version) do nothing",
            model.Kind, model.Version, model.TrainedOn, model.QualityJson);
        if (added == 0)
        {
            if (Same(ReadFiles(session, model.Kind, model.Version), model.Files)) return;
            throw new InvalidOperationException(
                $"Model '{model.Kind}' of version '{model.Version}' exists with other files; a version is never overwritten, choose another.");
        }
        session.ExecuteAll(model.Files.Select(file =>
            new Statement("insert into model_file values ($1, $2, $3, $4)", model.Kind, model.Version, file.Key, file.Value)));
    }

    static bool Same(Dictionary<string, byte[]> stored, IReadOnlyDictionary<string, byte[]> files) =>
        stored.Count == files.Count
        && files.All(file => stored.TryGetValue(file.Key, out var bytes) && bytes.AsSpan().SequenceEqual(file.Value));

    static Dictionary<string, byte[]> ReadFiles(Session session, string kind, string version) =>
        session.List("select name, bytes from model_file where kind = $1 and version = $2",
            row => (Name: row.GetString(0), Bytes: (byte[])row.GetValue(1)), kind, version).ToDictionary(file => file.Name, file => file.Bytes);

    static StoredModel Read(DbDataReader row, string kind) => new()
    {
        Kind = kind,
        Version = row.GetString(0),
        Stage = row.GetString(1),
        TrainedOn = row.Time(2),
        QualityJson = row.GetString(3),
    };
}
