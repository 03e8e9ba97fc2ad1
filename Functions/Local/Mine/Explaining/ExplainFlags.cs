using System.CommandLine;

namespace CrmInsights.Local.Mine.Explaining;

/// <summary>The flags of `mine explain`.</summary>
static class ExplainFlags
{
    public static readonly Option<FileInfo> Model = new("--model") { Description = "File or folder that `mine train` wrote, or a model of LightGBM's.", Required = true };
    public static readonly Option<string> What = new("--what")
    {
        Description = "importance (what the model uses: gain and splits of trees, mean share), permutation (what it loses without a column; needs labels), dependence (what it says by the value of --column), "
            + "interactions (shares of pairs of columns, row by row) or interventional (shares against the rows of --background).",
        DefaultValueFactory = _ => "importance",
    };
    public static readonly Option<string?> Column = new("--column") { Description = "dependence: the column." };
    public static readonly Option<int> Grid = new("--grid") { Description = "dependence: most values of a number, quantiles of those in the file.", DefaultValueFactory = _ => 20 };
    public static readonly Option<FileInfo?> Background = new("--background") { Description = "interventional: a CSV file with 1 to 100 rows to compare with, such as good customers." };
    public static readonly Option<string?> Class = new("--class") { Description = "Models of several classes: the class whose score is explained." };
    public static readonly Option<int> First = new("--first") { Description = "importance, interactions, interventional: explains so many rows, the first ones.", DefaultValueFactory = _ => 1000 };
    public static readonly Option<int> Repetitions = new("--repetitions") { Description = "permutation: shuffles of each column.", DefaultValueFactory = _ => 5 };

    static ExplainFlags()
    {
        What.AcceptOnlyFromAmong("importance", "permutation", "dependence", "interactions", "interventional");
        Grid.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int>() is < 2 or > 10_000, "2 to 10000 was expected"));
        First.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int>() < 1, "1 or more was expected"));
        Repetitions.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int>() is < 1 or > 10_000, "1 to 10000 was expected"));
    }

    /// <summary>What is missing for what was asked.</summary>
    public static string? Missing(ParseResult parsed) => parsed.GetValue(What) switch
    {
        "dependence" when parsed.GetValue(Column) is null => "--what dependence needs --column: the column whose values are tried.",
        "interventional" when parsed.GetValue(Background) is null => "--what interventional needs --background: a CSV file with 1 to 100 rows to compare with.",
        _ => null,
    };
}
