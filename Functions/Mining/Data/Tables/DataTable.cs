namespace CrmInsights.Mining.Data.Tables;

/// <summary>Rows read from a file: numbers as they are, texts as codes of categories, NaN where nothing stood.</summary>
public sealed class DataTable
{
    static readonly string[] s_positive = ["yes", "true", "y", "1"];

    internal DataTable(FeatureMatrix features, IReadOnlyList<TableColumn> columns) => (Features, Columns) = (features, columns);

    /// <summary>One row a record, one feature a column.</summary>
    public FeatureMatrix Features { get; }

    /// <summary>The columns, in the order of the features.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The features that hold codes of categories.</summary>
    public IReadOnlySet<int> CategoricalFeatures =>
        Enumerable.Range(0, Columns.Count).Where(column => Columns[column].IsCategorical).ToHashSet();

    /// <summary>Place of a column.</summary>
    /// <exception cref="InvalidDataException">There is none of that name; the message lists those there are.</exception>
    public int IndexOf(string name)
    {
        for (var column = 0; column < Columns.Count; column++)
            if (Columns[column].Name == name) return column;
        throw new InvalidDataException($"there is no column \"{name}\"; the header names {string.Join(", ", Columns.Select(column => column.Name))}.");
    }

    /// <summary>Takes one column out as the label of each row.</summary>
    /// <param name="name">The column. Texts become 0, 1, ... in ordinal order; of two texts, one of yes, true, y counts as 1.</param>
    /// <returns>The other columns, the labels, and what the numbers of a text label stand for (else empty).</returns>
    /// <exception cref="InvalidDataException">The column is missing, or a row has no label.</exception>
    public (DataTable Others, float[] Labels, IReadOnlyList<string> Names) TakeLabel(string name)
    {
        var column = IndexOf(name);
        var labels = Features.Column(column);
        var missing = Array.FindIndex(labels, float.IsNaN);
        if (missing >= 0) throw new InvalidDataException($"row {missing + 1} has no value in the label column \"{name}\".");
        var names = Columns[column].IsCategorical ? NamesInOrder(Columns[column].Categories) : [];
        if (names.Count > 0)
        {
            var places = Columns[column].Categories.Select(category => (float)names.IndexOf(category)).ToArray();
            for (var row = 0; row < labels.Length; row++) labels[row] = places[(int)labels[row]];
        }
        return (Without(column), labels, names);
    }

    /// <summary>The table without some columns.</summary>
    public DataTable Without(params int[] columns)
    {
        var kept = Enumerable.Range(0, Columns.Count).Except(columns).ToArray();
        if (kept.Length == 0) throw new InvalidDataException("no column is left to learn from.");
        return new DataTable(Features.Select(kept), [.. kept.Select(column => Columns[column])]);
    }

    /// <summary>Names of classes in the order of their labels 0, 1, ...</summary>
    internal static List<string> NamesInOrder(IEnumerable<string> categories)
    {
        var names = categories.Order(StringComparer.Ordinal).ToList();
        if (names.Count == 2 && s_positive.Contains(names[0], StringComparer.OrdinalIgnoreCase)) names.Reverse();
        return names;
    }
}

/// <summary>One column of a <see cref="DataTable"/>.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Categories">The texts its codes stand for, code 0 first; empty for numbers.</param>
public sealed record TableColumn(string Name, IReadOnlyList<string> Categories)
{
    /// <summary>True where the column holds codes.</summary>
    public bool IsCategorical => Categories.Count > 0;
}
