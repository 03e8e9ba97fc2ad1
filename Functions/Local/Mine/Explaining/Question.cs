using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Models;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine.Explaining;

/// <summary>What is asked of which model on which rows.</summary>
/// <param name="Run">Flags, progress and cancellation.</param>
/// <param name="Model">The model.</param>
/// <param name="Rows">The rows of --data.</param>
sealed record Question(MineRun Run, TrainedModel Model, LabelledRows Rows)
{
    public ParseResult Parsed => Run.Parsed;

    public IReadOnlyList<string> Names { get; } = [.. Model.Description.Columns.Select(column => column.Name)];

    /// <summary>The model as a function that predicts in the label's own unit.</summary>
    public RowScorer Scorer => new(Model.FeatureCount, Model.OutputCount, (rows, values) => Model.Predict(rows).CopyTo(values));

    /// <summary>The rows that are explained one by one.</summary>
    public FeatureMatrix First => Rows.Features.RowCount > FirstCount ? Rows.Features.Part(0, FirstCount) : Rows.Features;

    int FirstCount => Parsed.GetValue(ExplainFlags.First);

    /// <summary>Says where not all rows were explained.</summary>
    public IEnumerable<string> CutLine => Rows.Features.RowCount > FirstCount ? [$"Of {Rows.Features.RowCount:N0} rows the first {FirstCount:N0} were explained; --first says how many."] : [];

    /// <summary>The trees, and the output that --class chose.</summary>
    public (TreeEnsemble Trees, int Output) Trees()
    {
        var what = Parsed.GetValue(ExplainFlags.What);
        var trees = Model.Ensemble ?? throw new CommandFailedException($"--what {what} is defined for trees, but this is {Model.Name}. Every model answers --what permutation and --what dependence.");
        return (trees, Output(trees.OutputCount));
    }

    int Output(int outputs)
    {
        var (chosen, names) = (Parsed.GetValue(ExplainFlags.Class), Enumerable.Range(0, outputs).Select(output => output < Model.Description.LabelNames.Count ? Model.Description.LabelNames[output] : $"{output}").ToList());
        if (outputs == 1) return chosen is null ? 0 : throw new CommandFailedException("--class is for models of several classes; this one has one score.");
        var output = names.IndexOf(chosen ?? "");
        var found = chosen is null ? "missing" : $"\"{chosen}\"";
        return output >= 0 ? output : throw new CommandFailedException($"--class is {found}: the model scores {names.Count} classes, {string.Join(", ", names.Take(40))}.");
    }
}
