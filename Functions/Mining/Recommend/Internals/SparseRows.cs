using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Recommend.Internals;

/// <summary>A sparse matrix row by row, in flat arrays.</summary>
sealed class SparseRows(int[] starts, int[] columns, double[] values)
{
    public int RowCount => starts.Length - 1;

    public ReadOnlySpan<int> Columns(int row) => columns.AsSpan(starts[row]..starts[row + 1]);

    public ReadOnlySpan<double> Values(int row) => values.AsSpan(starts[row]..starts[row + 1]);

    public int EntryCount => columns.Length;

    /// <summary>Columns as rows; entries of a row in the order of the former rows.</summary>
    public SparseRows Transpose(int columnCount)
    {
        var ends = new int[columnCount + 1];
        foreach (var column in columns) ends[column + 1]++;
        for (var column = 0; column < columnCount; column++) ends[column + 1] += ends[column];
        var transposed = new SparseRows((int[])ends.Clone(), new int[columns.Length], new double[columns.Length]);
        for (var row = 0; row < RowCount; row++)
            for (var at = starts[row]; at < starts[row + 1]; at++) transposed.Set(ends[columns[at]]++, row, values[at]);
        return transposed;
    }

    /// <summary>One matrix of rows that were made apart.</summary>
    public static SparseRows Of(IReadOnlyList<(int[] Columns, double[] Values)> rows)
    {
        var starts = new int[rows.Count + 1];
        for (var row = 0; row < rows.Count; row++) starts[row + 1] = checked(starts[row] + rows[row].Columns.Length);
        return new SparseRows(starts, [.. rows.SelectMany(row => row.Columns)], [.. rows.SelectMany(row => row.Values)]);
    }

    public void Write(StrictJsonWriter writer)
    {
        writer.Numbers("starts", Array.ConvertAll(starts, value => (double)value));
        writer.Numbers("columns", Array.ConvertAll(columns, value => (double)value));
        writer.Numbers("values", values);
    }

    public static SparseRows Read(StrictJsonReader reader, int columnCount)
    {
        var starts = WholeNumbers.Read(reader, "starts", 0, int.MaxValue);
        var columns = WholeNumbers.Read(reader, "columns", 0, columnCount - 1);
        var values = reader.FiniteNumbers("values");
        reader.Require(starts.Length > 0 && starts[0] == 0 && starts[^1] == columns.Length, "starts", "numbers from 0 to the number of columns");
        reader.Require(starts.Zip(starts.Skip(1)).All(pair => pair.First <= pair.Second), "starts", "numbers that do not fall");
        reader.Require(values.Length == columns.Length, "values", $"{columns.Length} numbers, one a column");
        return new SparseRows(starts, columns, values);
    }

    void Set(int at, int column, double value) => (columns[at], values[at]) = (column, value);
}
