using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Clustering;
using CrmInsights.Local.Mine.Histories;
using CrmInsights.Local.Mine.Lifetimes;
using CrmInsights.Local.Mine.Training;

namespace CrmInsights.Local.Mine.Models;

/// <summary>A kind of model that `mine` saves: the methods that make it, and how it is read. A new kind is one line of <see cref="s_all"/>.</summary>
sealed record ModelKind(IReadOnlyList<string> Methods, Func<ModelPath, SavedModel> Read)
{
    static readonly ModelKind[] s_all =
    [
        new(Learner.TableNames, TrainedModels.Read),
        new([SavedRecurrent.Method], SavedRecurrent.Read),
        new(SavedClusters.Methods, SavedClusters.Read),
        new(SavedSurvival.Methods, SavedSurvival.Read),
        new(SavedLifetime.Methods, SavedLifetime.Read),
    ];

    /// <summary>Reads a model of any kind.</summary>
    public static SavedModel Open(FileInfo path)
    {
        var files = ModelPath.Of(path);
        var method = ModelFiles.MethodOf(files);
        if (method is null) return TrainedModels.Foreign(files);
        var kind = s_all.FirstOrDefault(kind => kind.Methods.Contains(method));
        return kind is not null
            ? kind.Read(files)
            : throw new CommandFailedException($"{files.Description.FullName} names the method \"{method}\"; {string.Join(", ", s_all.SelectMany(kind => kind.Methods))} were expected.");
    }
}
