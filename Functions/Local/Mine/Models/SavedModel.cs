using System.CommandLine;

namespace CrmInsights.Local.Mine.Models;

/// <summary>A model read from disk, as `mine predict` applies it.</summary>
abstract record SavedModel
{
    /// <summary>Flags of `mine predict` that mean something to it, beside those of every model.</summary>
    public abstract IReadOnlyList<Option> Flags { get; }

    /// <summary>What it is, in the words of a person.</summary>
    public abstract string Name { get; }

    /// <summary>Applies it to the rows of --data, and writes and shows what it says.</summary>
    public abstract Task<int> PredictAsync(MineRun run);
}
