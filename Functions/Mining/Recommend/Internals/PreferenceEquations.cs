using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Linear.Internals;

namespace CrmInsights.Mining.Recommend.Internals;

/// <summary>The normal equations of one side of implicit ALS: (Y'Y + Y'(C - I)Y + penalty I) x = Y'C p, for each row x with the other side Y fixed.</summary>
sealed class PreferenceEquations(int size, double penalty, double confidencePerWeight)
{
    const int RowsPerBlock = 64;

    public PreferenceEquations(ImplicitAlsOptions options) : this(options.FactorCount, options.Penalty, options.ConfidencePerWeight)
    {
    }

    /// <summary>Solves for all rows.</summary>
    /// <param name="rows">Weights of each row with the other side.</param>
    /// <param name="others">Vectors of the other side.</param>
    /// <param name="solved">Receives the vectors of the rows.</param>
    /// <param name="run">Threads and cancellation.</param>
    public void Solve(SparseRows rows, double[] others, double[] solved, RunContext run)
    {
        var gram = Gram(others, run);
        BlockSums.ForEach((rows.RowCount + RowsPerBlock - 1) / RowsPerBlock, run, block =>
        {
            run.Cancellation.ThrowIfCancellationRequested();
            for (var row = block * RowsPerBlock; row < Math.Min(rows.RowCount, (block + 1) * RowsPerBlock); row++)
                SolveOne(gram, others, rows.Columns(row), rows.Values(row)).CopyTo(solved, row * size);
        });
    }

    /// <summary>Solves for one row.</summary>
    public double[] SolveOne(double[] gram, ReadOnlySpan<double> others, ReadOnlySpan<int> columns, ReadOnlySpan<double> weights)
    {
        if (columns.IsEmpty) return new double[size];
        var matrix = (double[])gram.Clone();
        var right = new double[size];
        for (var factor = 0; factor < size; factor++) matrix[factor * size + factor] += penalty;
        for (var at = 0; at < columns.Length; at++)
        {
            var other = others.Slice(columns[at] * size, size);
            var extra = confidencePerWeight * weights[at];
            for (var i = 0; i < size; i++)
            {
                right[i] += (1 + extra) * other[i];
                for (var j = 0; j <= i; j++) matrix[i * size + j] += extra * other[i] * other[j];
            }
        }
        try
        {
            return Cholesky.Solve(matrix, right);   // reads the lower half only
        }
        catch (InvalidOperationException singular)
        {
            throw new InvalidOperationException(
                $"The penalty {penalty} is lost in the rounding of {size} factors with weights times {confidencePerWeight}; raise the penalty, or lower the confidence a weight or the number of factors.", singular);
        }
    }

    /// <summary>Y'Y.</summary>
    public double[] Gram(double[] vectors, RunContext run) => BlockSums.Of(vectors.Length / size, size * size, run, (from, to, sums) =>
    {
        for (var row = from; row < to; row++)
        {
            var vector = vectors.AsSpan(row * size, size);
            for (var i = 0; i < size; i++)
                for (var j = 0; j < size; j++) sums[i * size + j] += vector[i] * vector[j];
        }
    });
}
