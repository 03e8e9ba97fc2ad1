namespace CrmInsights.Store;

/// <summary>Trained models, their files and their stage.</summary>
public interface IModelShelf
{
    /// <summary>
    /// Saves a new model as challenger, whatever its <see cref="StoredModel.Stage"/> says. A version is never overwritten: saving the same
    /// files again changes nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">The version exists with other files.</exception>
    Task SaveAsync(StoredModel model, CancellationToken cancellation);

    /// <summary>A version with its files; null where there is none.</summary>
    Task<StoredModel?> ReadAsync(string kind, string version, CancellationToken cancellation);

    /// <summary>Makes a version the champion of its kind and retires the former one, in one transaction.</summary>
    /// <exception cref="InvalidOperationException">There is no such version.</exception>
    Task PromoteAsync(string kind, string version, CancellationToken cancellation);

    /// <summary>Removes a challenger with its files; a champion, a former one and an unknown version are left alone.</summary>
    Task DiscardAsync(string kind, string version, CancellationToken cancellation);

    /// <summary>All versions of a kind without files, newest first.</summary>
    Task<IReadOnlyList<StoredModel>> ListAsync(string kind, CancellationToken cancellation);
}

/// <summary>The model that serves.</summary>
public static class ChampionOnShelf
{
    /// <summary>The champion of a kind with its files; null where there is none.</summary>
    public static async Task<StoredModel?> ReadChampionAsync(this IModelShelf shelf, string kind, CancellationToken cancellation) =>
        (await shelf.ListAsync(kind, cancellation)).FirstOrDefault(model => model.Stage == "champion") is { } champion
            ? await shelf.ReadAsync(kind, champion.Version, cancellation)
            : null;
}

/// <summary>One model version.</summary>
public sealed record StoredModel
{
    /// <summary>What it predicts, e.g. <c>churn</c>.</summary>
    public required string Kind { get; init; }
    /// <summary>Version, unique within the kind.</summary>
    public required string Version { get; init; }
    /// <summary><c>challenger</c>, <c>champion</c> or <c>retired</c>.</summary>
    public string Stage { get; init; } = "challenger";
    /// <summary>When it was trained (UTC).</summary>
    public required DateTimeOffset TrainedOn { get; init; }
    /// <summary>Quality figures as JSON.</summary>
    public string QualityJson { get; init; } = "{}";
    /// <summary>The model folder: file name to bytes (<c>model.json</c>, <c>model.txt</c>, <c>report.html</c>).</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new Dictionary<string, byte[]>();
}
