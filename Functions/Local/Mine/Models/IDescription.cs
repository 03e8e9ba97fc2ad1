namespace CrmInsights.Local.Mine.Models;

/// <summary>What every model.json says first.</summary>
interface IDescription
{
    /// <summary>Version of the format; <see cref="ModelFiles.Version"/> where this program wrote it.</summary>
    int Version { get; }

    /// <summary>How the model was made: a name of <see cref="ModelKind.Methods"/>.</summary>
    string Method { get; }

    /// <summary>What is wrong with the values, beyond the shape; null where nothing is.</summary>
    string? Fault();
}
