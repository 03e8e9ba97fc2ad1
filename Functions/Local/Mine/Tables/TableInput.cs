using System.CommandLine;
using System.Globalization;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Local.Mine.Tables;

/// <summary>Rows to train on and rows to test on, as a verb's flags ask for them.</summary>
/// <param name="Train">The first rows.</param>
/// <param name="Test">The others; null where none are left.</param>
/// <param name="Columns">Names and categories of the features.</param>
/// <param name="Categorical">Features that hold category codes.</param>
/// <param name="LabelNames">What the numbers of a text label stand for.</param>
sealed record TableInput(TrainingData Train, TrainingData? Test, IReadOnlyList<TableColumn> Columns, IReadOnlySet<int> Categorical, IReadOnlyList<string> LabelNames)
{
    public int RowCount => Train.Features.RowCount + (Test?.Features.RowCount ?? 0);

    /// <summary>All rows as rows to train on.</summary>
    public TableInput Whole() => Test is null ? this : this with { Train = RowParts.Join(Train, Test), Test = null };

    /// <summary>The last rows of the training part only decide when to stop.</summary>
    public TableInput WithValidation(double share)
    {
        var rows = Train.Features.RowCount;
        var kept = RowParts.WholeGroups(Train.Groups, rows - Math.Max(1, (int)(rows * share)));
        if (kept < 1 || kept >= rows) throw new CommandFailedException($"{rows:N0} rows to train on are too few to keep a part for stopping.");
        return this with { Train = RowParts.Part(Train, 0, kept) with { Validation = RowParts.Part(Train, kept, rows - kept) } };
    }

    /// <summary>Reads features and labels.</summary>
    public static TableInput Read(ParseResult parsed, CancellationToken cancellation) =>
        IsFloats(parsed) ? ReadFloats(parsed) : ReadTable(parsed, cancellation);

    /// <summary>Reads features alone.</summary>
    public static DataTableOrFloats ReadFeatures(ParseResult parsed, IReadOnlyList<TableColumn>? known, CancellationToken cancellation)
    {
        if (!IsFloats(parsed))
            return MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream => new DataTableOrFloats(TableReader.ReadCsv(stream, known, cancellation)));
        var (rows, columns) = Shape(parsed);
        var features = MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream => ReadWhole(stream, rows, columns));
        return new DataTableOrFloats(features, Numbered(columns));
    }

    public static bool IsFloats(ParseResult parsed) => parsed.GetRequiredValue(MineFlags.Data).Extension.Equals(".f32", StringComparison.OrdinalIgnoreCase);

    /// <summary>The columns --categorical names, by number or name, beside those that hold texts.</summary>
    public static IReadOnlySet<int> CategoricalOf(ParseResult parsed, IReadOnlyList<TableColumn> columns)
    {
        var chosen = Enumerable.Range(0, columns.Count).Where(column => columns[column].IsCategorical).ToHashSet();
        foreach (var word in Words(parsed.GetValue(MineFlags.Categorical)))
        {
            var column = columns.Select(one => one.Name).ToList().IndexOf(word);
            if (column < 0 && !(int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out column) && column < columns.Count))
                throw new CommandFailedException($"--categorical names \"{word}\", but there is no such column; there are {columns.Count}: {string.Join(", ", columns.Take(40).Select(one => one.Name))}.");
            chosen.Add(column);
        }
        return chosen;
    }

    static TableInput ReadFloats(ParseResult parsed)
    {
        if ((parsed.GetValue(MineFlags.Weights) ?? parsed.GetValue(MineFlags.Group) ?? parsed.GetValue(MineFlags.Time)) is not null)
            throw new CommandFailedException("--weights, --group and --time name columns of a CSV file; a .f32 file has none.");
        var (rows, columns) = Shape(parsed);
        var train = MineFlags.TrainRowsOf(parsed, rows);
        var labelFile = parsed.GetValue(MineFlags.Labels) ?? throw new CommandFailedException("--labels is missing: the file with one byte a row.");
        // Read in two parts, so that no row is held twice.
        var (first, second) = MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream =>
        {
            var before = FloatReader.Read(stream, train, columns);
            return (before, ReadWhole(stream, rows - train, columns));
        });
        var labels = MineFiles.Read(labelFile, stream =>
        {
            var all = FloatReader.ReadLabels(stream, rows);
            FloatReader.ExpectEnd(stream);
            return all;
        });
        var names = Numbered(columns);
        return Arrange(new TrainingData { Features = first, Labels = labels[..train] }, new TrainingData { Features = second, Labels = labels[train..] }, names, CategoricalOf(parsed, names), []);
    }

    static TableInput ReadTable(ParseResult parsed, CancellationToken cancellation)
    {
        var label = parsed.GetValue(MineFlags.Label) ?? throw new CommandFailedException("--label is missing: the column to predict.");
        var (all, columns, names) = MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream =>
        {
            var (side, table) = SideColumns.Take(parsed, Leave(parsed, TableReader.ReadCsv(stream, known: null, cancellation, SideColumns.Texts(parsed))));
            var (features, labels, names) = table.TakeLabel(label);
            RefuseMixture(label, names);
            var rows = new TrainingData { Features = features.Features, Labels = labels, Weights = side.Weights };
            if (side.Order is { } order) rows = RowParts.Of(rows, order);
            return (rows with { Groups = side.GroupCounts() }, features.Columns, names);
        });
        var (count, train) = (all.Features.RowCount, MineFlags.TrainRowsOf(parsed, all.Features.RowCount));
        train = RowParts.WholeGroups(all.Groups, train);
        return Arrange(RowParts.Part(all, 0, train), RowParts.Part(all, train, count - train), columns, CategoricalOf(parsed, columns), names);
    }

    // One text among numbers makes them all texts: a slip of the file, not a class.
    static void RefuseMixture(string label, IReadOnlyList<string> names)
    {
        var text = names.FirstOrDefault(name => !double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        var number = names.FirstOrDefault(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        if (text is not null && number is not null)
            throw new InvalidDataException($"the label column \"{label}\" holds numbers such as {number} and texts such as \"{text}\"; one or the other was expected.");
    }

    /// <summary>The table without the columns --without names.</summary>
    public static DataTable Leave(ParseResult parsed, DataTable table) =>
        Words(parsed.GetValue(MineFlags.Without)) is { Length: > 0 } names ? table.Without([.. names.Select(table.IndexOf)]) : table;

    public static string[] Words(string? list) => (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    static TableInput Arrange(TrainingData train, TrainingData test, IReadOnlyList<TableColumn> columns, IReadOnlySet<int> categorical, IReadOnlyList<string> names) =>
        new(train, test.Features.RowCount == 0 ? null : test, columns, categorical, names);

    static (int Rows, int Columns) Shape(ParseResult parsed) =>
        parsed.GetValue(MineFlags.Rows) is { } rows && parsed.GetValue(MineFlags.Columns) is { } columns
            ? (rows, columns)
            : throw new CommandFailedException("A .f32 file does not say its shape: give --rows and --columns.");

    static FeatureMatrix ReadWhole(Stream stream, int rows, int columns)
    {
        var matrix = FloatReader.Read(stream, rows, columns);
        FloatReader.ExpectEnd(stream);
        return matrix;
    }

    static TableColumn[] Numbered(int columns) => [.. Enumerable.Range(0, columns).Select(column => new TableColumn($"Column_{column}", []))];
}

/// <summary>Features with the names of their columns.</summary>
sealed record DataTableOrFloats(FeatureMatrix Features, IReadOnlyList<TableColumn> Columns)
{
    public DataTableOrFloats(DataTable table) : this(table.Features, table.Columns)
    {
    }
}
