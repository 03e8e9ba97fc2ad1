using System.CommandLine;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Local.Mine.Measuring;

/// <summary>Scores of a file and what came of them.</summary>
/// <param name="Scores">One a row.</param>
/// <param name="Labels">One a row.</param>
/// <param name="Table">All columns, for further ones.</param>
sealed record ScoreTable(double[] Scores, float[] Labels, DataTable Table)
{
    public static readonly Option<string> Score = new("--score") { Description = "Column with the scores or predictions.", Required = true };
    public static readonly Option<string> Label = new("--label") { Description = "Column with what came of it: yes or no, 1 or 0; numbers where numbers were predicted.", Required = true };

    public bool IsBinary => Array.TrueForAll(Labels, label => label is 0 or 1);

    public bool AreProbabilities => Array.TrueForAll(Scores, score => score is >= 0 and <= 1);

    public static ScoreTable Read(ParseResult parsed, CancellationToken cancellation)
    {
        var (score, label) = (parsed.GetRequiredValue(Score), parsed.GetRequiredValue(Label));
        return MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream =>
        {
            var table = TableReader.ReadCsv(stream, known: null, cancellation);
            return new ScoreTable(Numbers(table, score), table.TakeLabel(label).Labels, table);
        });
    }

    /// <summary>Another column of scores.</summary>
    public double[] Column(ParseResult parsed, string name) => MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), _ => Numbers(Table, name));

    static double[] Numbers(DataTable table, string name)
    {
        var column = table.IndexOf(name);
        if (table.Columns[column].IsCategorical) throw new InvalidDataException($"the column \"{name}\" holds texts such as \"{table.Columns[column].Categories[0]}\"; numbers were expected.");
        var values = table.Features.Column(column);
        var missing = Array.FindIndex(values, value => !float.IsFinite(value));
        return missing < 0 ? Array.ConvertAll(values, value => (double)value) : throw new InvalidDataException($"row {missing + 1} has {values[missing]} in the column \"{name}\"; a number was expected.");
    }
}
