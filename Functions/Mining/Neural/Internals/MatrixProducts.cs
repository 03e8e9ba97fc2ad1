using System.Numerics;
using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Neural.Internals;

/// <summary>Products of two matrices. Each sum runs over the inner index in order and one lane is one element, so neither widths nor tiles show in the result.</summary>
static class MatrixProducts
{
    const int TileRows = 4;

    /// <summary>sums += left * right.</summary>
    public static void Add<T>(MatrixPart<T> left, MatrixPart<T> right, Span<T> sums, ProductSize size) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (size.Inner == 0) return;
        var row = 0;
        for (; row <= size.Rows - TileRows; row += TileRows) AddFourRows(left.From(row), right, sums[(row * size.SumStride)..], size);
        for (; row < size.Rows; row++) AddRow(left.From(row), right, sums[(row * size.SumStride)..], size);
    }

    /// <summary>sum += all rows, which lie one behind the other.</summary>
    public static void AddRows<T>(ReadOnlySpan<T> rows, Span<T> sum) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var lanes = Vector256<T>.Count;
        var column = 0;
        for (; column <= sum.Length - lanes; column += lanes)
        {
            var part = Vector256.Create<T>(sum[column..]);
            for (var at = column; at < rows.Length; at += sum.Length) part += Vector256.Create(rows[at..]);
            part.CopyTo(sum[column..]);
        }
        for (; column < sum.Length; column++)
            for (var at = column; at < rows.Length; at += sum.Length) sum[column] += rows[at];
    }

    static void AddFourRows<T>(MatrixPart<T> left, MatrixPart<T> right, Span<T> sums, ProductSize size) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var lanes = Vector256<T>.Count;
        var second = sums[size.SumStride..];
        var third = second[size.SumStride..];
        var fourth = third[size.SumStride..];
        var column = 0;
        for (; column <= size.Columns - 2 * lanes; column += 2 * lanes)
            AddTile(left, right.Values[column..], new Tile<T>(sums[column..], second[column..], third[column..], fourth[column..]), (size.Inner, right.RowStride));
        for (; column <= size.Columns - lanes; column += lanes)
            AddNarrowTile(left, right.Values[column..], new Tile<T>(sums[column..], second[column..], third[column..], fourth[column..]), (size.Inner, right.RowStride));
        if (column == size.Columns) return;
        var rest = size with { Columns = size.Columns - column };
        for (var row = 0; row < TileRows; row++) AddRow(left.From(row), right.At(column), sums[(row * size.SumStride + column)..], rest);
    }

    // Eight sums stay in registers while the inner index runs.
    static void AddTile<T>(MatrixPart<T> left, ReadOnlySpan<T> right, Tile<T> sums, (int Count, int Stride) inner) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var lanes = Vector256<T>.Count;
        var (first0, first1) = (Vector256.Create<T>(sums.First), Vector256.Create<T>(sums.First[lanes..]));
        var (second0, second1) = (Vector256.Create<T>(sums.Second), Vector256.Create<T>(sums.Second[lanes..]));
        var (third0, third1) = (Vector256.Create<T>(sums.Third), Vector256.Create<T>(sums.Third[lanes..]));
        var (fourth0, fourth1) = (Vector256.Create<T>(sums.Fourth), Vector256.Create<T>(sums.Fourth[lanes..]));
        var values = left.Values;
        var (rowStride, at) = (left.RowStride, 0);
        for (var k = 0; k < inner.Count; k++, at += left.InnerStride)
        {
            var line = right.Slice(k * inner.Stride, 2 * lanes);
            var (right0, right1) = (Vector256.Create(line), Vector256.Create(line[lanes..]));
            var factor = Vector256.Create(values[at]);
            first0 += factor * right0;
            first1 += factor * right1;
            factor = Vector256.Create(values[at + rowStride]);
            second0 += factor * right0;
            second1 += factor * right1;
            factor = Vector256.Create(values[at + 2 * rowStride]);
            third0 += factor * right0;
            third1 += factor * right1;
            factor = Vector256.Create(values[at + 3 * rowStride]);
            fourth0 += factor * right0;
            fourth1 += factor * right1;
        }
        (first0, first1).CopyTo(sums.First);
        (second0, second1).CopyTo(sums.Second);
        (third0, third1).CopyTo(sums.Third);
        (fourth0, fourth1).CopyTo(sums.Fourth);
    }

    static void AddNarrowTile<T>(MatrixPart<T> left, ReadOnlySpan<T> right, Tile<T> sums, (int Count, int Stride) inner) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (first, second, third, fourth) = (Vector256.Create<T>(sums.First), Vector256.Create<T>(sums.Second), Vector256.Create<T>(sums.Third), Vector256.Create<T>(sums.Fourth));
        var values = left.Values;
        var (rowStride, at) = (left.RowStride, 0);
        for (var k = 0; k < inner.Count; k++, at += left.InnerStride)
        {
            var line = Vector256.Create(right[(k * inner.Stride)..]);
            first += Vector256.Create(values[at]) * line;
            second += Vector256.Create(values[at + rowStride]) * line;
            third += Vector256.Create(values[at + 2 * rowStride]) * line;
            fourth += Vector256.Create(values[at + 3 * rowStride]) * line;
        }
        first.CopyTo(sums.First);
        second.CopyTo(sums.Second);
        third.CopyTo(sums.Third);
        fourth.CopyTo(sums.Fourth);
    }

    static void CopyTo<T>(this (Vector256<T> Low, Vector256<T> High) pair, Span<T> sums)
    {
        pair.Low.CopyTo(sums);
        pair.High.CopyTo(sums[Vector256<T>.Count..]);
    }

    static void AddRow<T>(MatrixPart<T> left, MatrixPart<T> right, Span<T> sums, ProductSize size) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var lanes = Vector256<T>.Count;
        var values = left.Values;
        var column = 0;
        for (; column <= size.Columns - 2 * lanes; column += 2 * lanes)
        {
            var (low, high, at) = (Vector256.Create<T>(sums[column..]), Vector256.Create<T>(sums[(column + lanes)..]), 0);
            for (var k = 0; k < size.Inner; k++, at += left.InnerStride)
            {
                var line = right.Values.Slice(k * right.RowStride + column, 2 * lanes);
                var factor = Vector256.Create(values[at]);
                low += factor * Vector256.Create(line);
                high += factor * Vector256.Create(line[lanes..]);
            }
            (low, high).CopyTo(sums[column..]);
        }
        for (; column <= size.Columns - lanes; column += lanes)
        {
            var sum = Vector256.Create<T>(sums[column..]);
            for (var k = 0; k < size.Inner; k++) sum += Vector256.Create(values[k * left.InnerStride]) * Vector256.Create(right.Values[(k * right.RowStride + column)..]);
            sum.CopyTo(sums[column..]);
        }
        for (; column < size.Columns; column++)
        {
            var sum = sums[column];
            for (var k = 0; k < size.Inner; k++) sum += left.Values[k * left.InnerStride] * right.Values[k * right.RowStride + column];
            sums[column] = sum;
        }
    }

    readonly ref struct Tile<T>(Span<T> first, Span<T> second, Span<T> third, Span<T> fourth)
    {
        public Span<T> First { get; } = first;
        public Span<T> Second { get; } = second;
        public Span<T> Third { get; } = third;
        public Span<T> Fourth { get; } = fourth;
    }
}

/// <summary>Numbers seen as a matrix: an element lies at row * RowStride + inner * InnerStride.</summary>
readonly ref struct MatrixPart<T>(ReadOnlySpan<T> values, int rowStride, int innerStride = 1)
{
    public ReadOnlySpan<T> Values { get; } = values;
    public int RowStride { get; } = rowStride;
    public int InnerStride { get; } = innerStride;

    /// <summary>The same numbers with rows and columns changed over.</summary>
    public MatrixPart<T> Transposed => new(Values, InnerStride, RowStride);

    public MatrixPart<T> From(int row) => new(Values[(row * RowStride)..], RowStride, InnerStride);

    public MatrixPart<T> At(int column) => new(Values[(column * InnerStride)..], RowStride, InnerStride);
}

/// <summary>Sizes of a product, and how far apart the rows of the sums lie.</summary>
readonly record struct ProductSize(int Rows, int Inner, int Columns, int SumStride);
