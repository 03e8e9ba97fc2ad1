namespace CrmInsights.Mining.Data.Tables;

/// <summary>Spells codes of categories as columns of 0 and 1, for methods that take numbers only. The first category of a column is the reference and gets none.</summary>
public sealed class OneHot
{
    readonly TableColumn[] _columns;
    readonly int[] _starts;

    /// <summary>Lays out the columns.</summary>
    public OneHot(IReadOnlyList<TableColumn> columns)
    {
        _columns = [.. columns];
        _starts = new int[_columns.Length + 1];
        for (var column = 0; column < _columns.Length; column++) _starts[column + 1] = _starts[column] + Width(_columns[column]);
    }

    /// <summary>Number of columns of the spelled rows.</summary>
    public int FeatureCount => _starts[^1];

    /// <summary>Where the spelled columns of each column begin; one more for the end.</summary>
    internal IReadOnlyList<int> Starts => _starts;

    /// <summary>Names of the spelled columns: the column's own, or <c>column=category</c>.</summary>
    public IReadOnlyList<string> Names =>
        [.. _columns.SelectMany(column => column.IsCategorical ? column.Categories.Skip(1).Select(category => $"{column.Name}={category}") : [column.Name])];

    /// <summary>Spells all rows.</summary>
    /// <exception cref="InvalidDataException">A number is missing; names row and column.</exception>
    public FeatureMatrix Encode(FeatureMatrix rows)
    {
        var values = new float[(long)rows.RowCount * FeatureCount];
        for (var row = 0; row < rows.RowCount; row++)
        {
            Encode(rows.Row(row), values.AsSpan(row * FeatureCount, FeatureCount));
            for (var column = 0; column < _columns.Length; column++)
                if (!_columns[column].IsCategorical && float.IsNaN(rows.Row(row)[column]))
                    throw new InvalidDataException($"row {row + 1} has no value in \"{_columns[column].Name}\"; this method needs all numbers.");
        }
        return new FeatureMatrix(values, rows.RowCount, FeatureCount);
    }

    /// <summary>Spells one row. A missing or unknown category counts as the reference.</summary>
    public void Encode(ReadOnlySpan<float> row, Span<float> spelled)
    {
        spelled.Clear();
        for (var column = 0; column < _columns.Length; column++)
        {
            if (!_columns[column].IsCategorical) spelled[_starts[column]] = row[column];
            else if (row[column] is >= 1 and var code && code < _columns[column].Categories.Count) spelled[_starts[column] + (int)code - 1] = 1;
        }
    }

    /// <summary>Adds the shares of spelled columns up to one share a column.</summary>
    public void Gather(ReadOnlySpan<double> spelled, Span<double> shares)
    {
        for (var column = 0; column < _columns.Length; column++)
        {
            shares[column] = 0;
            for (var place = _starts[column]; place < _starts[column + 1]; place++) shares[column] += spelled[place];
        }
    }

    static int Width(TableColumn column) => column.IsCategorical ? column.Categories.Count - 1 : 1;
}
