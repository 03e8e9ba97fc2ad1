using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Linear.Internals;

/// <summary>The penalised mean loss as a function of the standardised weights, the intercept first.</summary>
/// <remarks>Rows are summed in fixed blocks that are added up in order, so the bits do not depend on the number of threads.</remarks>
sealed class LossCurve<TLoss>(TrainingData data, Standardisation scale, NewtonOptions options) where TLoss : struct, ILinkedLoss
{
    const int BlockRows = 4096;

    readonly int _size = scale.FeatureCount + 1;
    readonly int _blockCount = (data.Features.RowCount + BlockRows - 1) / BlockRows;

    /// <summary>All weights 0, the intercept at the mean label.</summary>
    public double[] Start()
    {
        var (weightSum, labelSum) = (0.0, 0.0);
        for (var row = 0; row < data.Labels.Length; row++)
        {
            weightSum += data.Weight(row);
            labelSum += data.Weight(row) * data.Labels[row];
        }
        var weights = new double[_size];
        weights[0] = TLoss.Link(labelSum / weightSum);
        return weights;
    }

    /// <summary>The penalised objective.</summary>
    public double Value(double[] weights, RunContext run)
    {
        var sums = Sum(run, 2, (rows, sum) => AddLoss(weights, rows, sum));
        var value = sums[0] / sums[1];
        for (var i = 1; i < _size; i++) value += options.L2 / 2 * weights[i] * weights[i] + options.L1 * Math.Abs(weights[i]);
        return value;
    }

    /// <summary>Gradient and expected Hessian of the mean loss alone.</summary>
    public QuadraticCurve Approximate(double[] weights, RunContext run)
    {
        var sums = Sum(run, 1 + _size + _size * _size, (rows, sum) => AddCurve(weights, rows, sum));
        var weightSum = sums[0];
        var gradient = sums.AsSpan(1, _size).ToArray();
        var hessian = sums.AsSpan(1 + _size).ToArray();
        for (var i = 0; i < _size; i++) gradient[i] /= weightSum;
        for (var i = 0; i < _size; i++)
            for (var j = 0; j <= i; j++)
                hessian[j * _size + i] = hessian[i * _size + j] /= weightSum;
        return new QuadraticCurve(gradient, hessian, weightSum);
    }

    /// <summary>Pearson's statistic and the deviance of the rows, each row by its weight.</summary>
    public (double Pearson, double Deviance) Spread(double[] weights, RunContext run)
    {
        var sums = Sum(run, 2, (rows, sum) => AddSpread(weights, rows, sum));
        return (sums[0], sums[1]);
    }

    void AddLoss(double[] weights, (int From, int To) rows, Span<double> sum)
    {
        Span<double> x = new double[_size];
        for (var row = rows.From; row < rows.To; row++)
        {
            scale.Apply(data.Features.Row(row), x);
            var margin = Margin(weights, x);
            sum[0] += data.Weight(row) * TLoss.Loss(margin, data.Labels[row]);
            sum[1] += data.Weight(row);
        }
    }

    void AddCurve(double[] weights, (int From, int To) rows, Span<double> sum)
    {
        Span<double> x = new double[_size];
        var gradient = sum.Slice(1, _size);
        var hessian = sum[(1 + _size)..];
        for (var row = rows.From; row < rows.To; row++)
        {
            scale.Apply(data.Features.Row(row), x);
            var (slope, curvature) = TLoss.Derive(Margin(weights, x), data.Labels[row]);
            var weight = data.Weight(row);
            sum[0] += weight;
            for (var i = 0; i < x.Length; i++)
            {
                gradient[i] += weight * slope * x[i];
                var scaled = weight * curvature * x[i];
                for (var j = 0; j <= i; j++) hessian[i * x.Length + j] += scaled * x[j];
            }
        }
    }

    void AddSpread(double[] weights, (int From, int To) rows, Span<double> sum)
    {
        Span<double> x = new double[_size];
        for (var row = rows.From; row < rows.To; row++)
        {
            scale.Apply(data.Features.Row(row), x);
            var margin = Margin(weights, x);
            sum[0] += data.Weight(row) * TLoss.SquaredResidual(margin, data.Labels[row]);
            sum[1] += data.Weight(row) * TLoss.Deviance(margin, data.Labels[row]);
        }
    }

    static double Margin(ReadOnlySpan<double> weights, ReadOnlySpan<double> x)
    {
        var margin = 0.0;
        for (var i = 0; i < x.Length; i++) margin += weights[i] * x[i];
        return margin;
    }

    delegate void AddRows((int From, int To) rows, Span<double> sum);

    double[] Sum(RunContext run, int size, AddRows add)
    {
        var blocks = new double[_blockCount][];
        var threads = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, run.MaxThreads), CancellationToken = run.Cancellation };
        Parallel.For(0, _blockCount, threads, block =>
        {
            blocks[block] = new double[size];
            add((block * BlockRows, Math.Min((block + 1) * BlockRows, data.Features.RowCount)), blocks[block]);
        });
        var total = new double[size];
        foreach (var block in blocks)
            for (var i = 0; i < size; i++) total[i] += block[i];
        return total;
    }
}
