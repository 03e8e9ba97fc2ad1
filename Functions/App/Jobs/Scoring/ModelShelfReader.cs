using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Scoring;

/// <summary>Reads the model that scores. Where it cannot be read the one before it scores on, and the admin is told.</summary>
/// <param name="kind">The kind of model.</param>
/// <param name="shelf">Where models are kept.</param>
/// <param name="read">Makes a model of its files, or throws <see cref="InvalidDataException"/>.</param>
/// <param name="log">Is told what cannot be read.</param>
sealed class ModelShelfReader<T>(string kind, IModelShelf shelf, Func<IReadOnlyDictionary<string, byte[]>, T> read, ILogger log) where T : class
{
    (string Version, T? Model, string? Fault)? _loaded;

    /// <summary>The champion, or the latest former one that can be read; no model where there is none, and what is wrong where something is.</summary>
    public async Task<(T? Model, string? Fault)> LoadAsync(CancellationToken cancellation)
    {
        var all = await shelf.ListAsync(kind, cancellation);
        if (all.FirstOrDefault(model => model.Stage == "champion") is not { } champion) return (null, null);
        if (_loaded is { } loaded && loaded.Version == champion.Version) return (loaded.Model, loaded.Fault);

        var (found, fault) = (default(T), default(string));
        foreach (var stored in all.Where(model => model.Stage == "retired").Prepend(champion))
        {
            (found, var why) = await TryAsync(stored.Version, cancellation);
            fault ??= why;
            if (found is not null) break;
        }
        if (fault is not null) log.LogError("The model of {Kind} cannot be read. {Reason}", kind, fault);
        _loaded = (champion.Version, found, fault);
        return (found, fault);
    }

    async Task<(T? Model, string? Fault)> TryAsync(string version, CancellationToken cancellation)
    {
        try
        {
            return ((await shelf.ReadAsync(kind, version, cancellation)) is { } stored ? read(stored.Files) : null, null);
        }
        catch (InvalidDataException damaged)
        {
            return (null, $"Model {version}: {damaged.Message} The values so far stay; the next training makes a new model.");
        }
    }
}
