using System.CommandLine;
using System.CommandLine.Parsing;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine;

/// <summary>The flags that verbs of `mine` share.</summary>
static class MineFlags
{
    const double TrainShare = 0.8;

    public static readonly Option<FileInfo> Data = new("--data") { Description = "File to read. CSV with a header, or .f32 (32-bit floats, row after row) with --rows and --columns.", Required = true };
    public static readonly Option<int?> Rows = new("--rows") { Description = "Rows of the .f32 file." };
    public static readonly Option<int?> Columns = new("--columns") { Description = "Columns of the .f32 file." };
    public static readonly Option<string?> Label = new("--label") { Description = "Column of the CSV file to predict." };
    public static readonly Option<FileInfo?> Labels = new("--labels") { Description = "Labels of the .f32 file, one byte a row; recurrent: CSV file with one label a customer (without it, --label is a column of the events)." };
    public static readonly Option<int?> TrainRows = new("--train-rows") { Description = "Train on the first so many rows and test on the others (default: 80 % of the rows)." };
    public static readonly Option<int> Threads = new("--threads") { Description = "Most threads; results do not depend on it.", DefaultValueFactory = _ => Environment.ProcessorCount };
    public static readonly Option<int> Seed = new("--seed") { Description = "Seed of every draw.", DefaultValueFactory = _ => 42 };
    public static readonly Option<string?> Categorical = new("--categorical") { Description = "Columns that hold category codes: numbers from 0, or names, separated by commas." };
    public static readonly Option<string?> Without = new("--without") { Description = "Columns of the CSV file to leave out, separated by commas: keys, and what is known only afterwards." };
    public static readonly Option<string?> Weights = new("--weights") { Description = "Column of the CSV file with the weight of each row." };
    public static readonly Option<string?> Group = new("--group") { Description = "Column of the CSV file that says which rows are ranked together; they must lie together." };
    public static readonly Option<string?> Time = new("--time") { Description = "Column of the CSV file to sort the rows by, oldest first, before they are cut; it is no feature." };
    public static readonly Option<FileInfo?> Json = new("--json") { Description = "Writes the results as JSON to this file." };
    public static readonly Option<FileInfo?> Out = new("--out") { Description = "Writes rows of results as CSV to this file." };
    public static readonly Option<BasketFormat> Format = new("--format") { Description = "fimi (numbers separated by blanks), names (separated by commas) or auto.", DefaultValueFactory = _ => BasketFormat.Auto };
    public static readonly Option<string?> Basket = new("--basket") { Description = "Column that says which lines belong together, where the file is a table with one line an item; --item names the item." };
    public static readonly Option<decimal> Support = new("--support") { Description = "Smallest share of the baskets or sequences, e.g. 0.01.", DefaultValueFactory = _ => 0.01m };

    static MineFlags()
    {
        AtLeastOne(Rows);
        AtLeastOne(Columns);
        AtLeastOne(TrainRows);
        Threads.Validators.Add(result => Refuse(result, result.GetValueOrDefault<int>() < 1, "1 or more was expected"));
        Support.Validators.Add(result => Refuse(result, result.GetValueOrDefault<decimal>() is <= 0 or > 1, "a share above 0 and up to 1 was expected"));
    }

    public static RunContext Run(ParseResult parsed, CancellationToken cancellation) => new(cancellation, MaxThreads: parsed.GetValue(Threads));

    /// <summary>How many of the first rows are learned from.</summary>
    public static int TrainRowsOf(ParseResult parsed, int rows)
    {
        var train = parsed.GetValue(TrainRows) ?? Math.Max(1, (int)(rows * TrainShare));
        return train <= rows ? train : throw new CommandFailedException($"--train-rows is {train:N0}, but the file has {rows:N0} rows.");
    }

    public static void Refuse(OptionResult result, bool isWrong, string expected)
    {
        if (isWrong) result.AddError($"{result.Option.Name} is {(result.Tokens.Count > 0 ? result.Tokens[0].Value : "empty")}; {expected}.");
    }

    static void AtLeastOne(Option<int?> option) =>
        option.Validators.Add(result => Refuse(result, result.GetValueOrDefault<int?>() is < 1, "1 or more was expected"));
}
