using System.CommandLine;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Search;

namespace CrmInsights.Local.Mine.Searching;

/// <summary>`mine search features`: which columns to keep.</summary>
static class FeaturesVerb
{
    static readonly Option<double> s_price = new("--price") { Description = "What a column must save of the cross-validated loss to be kept.", DefaultValueFactory = _ => 0.001 };
    static readonly Option<int> s_folds = new("--folds") { Description = "Folds of the cross-validation that judges a choice.", DefaultValueFactory = _ => 3 };

    static FeaturesVerb()
    {
        s_price.Validators.Add(result => MineFlags.Refuse(result, !(result.GetValueOrDefault<double>() >= 0), "0 or more was expected"));
        s_folds.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int>() is < 2 or > 20, "2 to 20 was expected"));
    }

    public static Command Describe()
    {
        var command = new Command("features", "Chooses columns by the cross-validated loss of a regression (logistic for two classes, linear for numbers), less a price a column; the last rows test the choice.")
        {
            MineFlags.Data, MineFlags.Label, MineFlags.Without, MineFlags.TrainRows, s_price, s_folds, MineFlags.Seed, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var run = new MineRun("search features", parsed, cancellation);
        var input = run.Load(() => TableInput.Read(parsed, cancellation));
        var trial = new ColumnTrial(input, parsed.GetValue(s_folds), (run.Seed, cancellation));
        var options = new SubsetSearchOptions { Genetic = new SubsetSearchOptions().Genetic with { Seed = run.Seed } };
        var found = run.Fit(() => SubsetSearch.Find(input.Columns.Count, kept => -trial.Loss(kept) - parsed.GetValue(s_price) * kept.Count(one => one), options, run.Context));
        var kept = input.Columns.Zip(found.Subset).Where(column => column.Second).Select(column => column.First.Name).ToList();
        await run.WriteRowsAsync("column,kept", input.Columns.Zip(found.Subset, (column, isKept) => $"{MineOutput.Field(column.Name)},{(isKept ? 1 : 0)}"));
        return await run.FinishAsync(new MineResult
        {
            Rows = input.RowCount,
            Columns = input.Columns.Count,
            Count = kept.Count,
            Parameters = Scores(found),
            Quality = input.Test is null ? null : new Dictionary<string, double> { ["loss"] = trial.TestLoss(found.Subset), ["loss of all columns"] = trial.TestLoss([.. found.Subset.Select(_ => true)]) },
            Top = [.. kept],
        }, [$"{found.Search} found it among {found.ScoredCount:N0} choices tried: {(kept.Count == 0 ? "no column is worth its price" : string.Join(", ", kept))}."]);
    }

    // Where all choices were tried there are no scores of the single searches.
    static Dictionary<string, double> Scores(SubsetResult found)
    {
        var scores = new Dictionary<string, double> { ["score"] = found.Score, ["tried"] = found.ScoredCount };
        if (!double.IsNaN(found.GreedyScore)) (scores["greedyScore"], scores["geneticScore"]) = (found.GreedyScore, found.GeneticScore);
        return scores;
    }
}
