using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Neural.Internals;

/// <summary>The training loop: epochs of shuffled minibatches, early stopping on the validation rows.</summary>
/// <remarks>A batch is cut into fixed blocks whose gradients are added up in order, so the bits do not depend on the number of threads.</remarks>
sealed class MiniBatches
{
    const int BlockRows = 32;

    readonly ITrainable _task;
    readonly NeuralTraining _training;
    readonly RunContext _run;
    readonly IRowsPass[] _passes;
    readonly float[][] _gradients;                          // one a block
    readonly float[] _parameters;
    readonly Adam _adam;

    MiniBatches(ITrainable task, NeuralTraining training, RunContext run)
    {
        (_task, _training, _run) = (task, training, run);
        var blocks = (Math.Min(training.BatchSize, task.RowCount) + BlockRows - 1) / BlockRows;
        _passes = [.. Enumerable.Range(0, blocks).Select(_ => task.NewPass())];
        _gradients = [.. Enumerable.Range(0, blocks).Select(_ => new float[task.ParameterCount])];
        _parameters = new float[task.ParameterCount];
        _adam = new Adam(task.ParameterCount, training);
        task.Initialise(_parameters, Draws.Of(training.Seed, 0));
    }

    /// <summary>The parameters at the least validation loss, or at the end where nothing validates.</summary>
    public static (float[] Parameters, int Epochs) Fit(ITrainable task, NeuralTraining training, RunContext run)
    {
        var batches = new MiniBatches(task, training, run);
        var order = Enumerable.Range(0, task.RowCount).ToArray();
        var (best, bestLoss, bestEpoch) = (batches._parameters, double.PositiveInfinity, training.MaxEpochs);
        for (var epoch = 1; epoch <= training.MaxEpochs; epoch++)
        {
            run.Report(epoch - 1, training.MaxEpochs);
            Draws.Of(training.Seed, epoch).Shuffle(order);
            batches.RunEpoch(order, epoch);
            if (task.Validation is not { } validation || training.EarlyStoppingEpochs == 0) continue;
            var loss = MeanLoss(validation, batches._parameters, run);
            if (loss < bestLoss) (best, bestLoss, bestEpoch) = ([.. batches._parameters], loss, epoch);
            else if (epoch - bestEpoch >= training.EarlyStoppingEpochs) break;
        }
        if (!Array.TrueForAll(best, float.IsFinite))
            throw new InvalidOperationException($"The training ran away to infinite weights within {training.MaxEpochs} epochs; take a learning rate below {training.LearningRate}.");
        return (best, bestEpoch);
    }

    /// <summary>Weighted mean loss of all rows.</summary>
    public static double MeanLoss(ITrainable task, float[] parameters, RunContext run)
    {
        var sums = BlockSums.Of(task.RowCount, 2, run, (from, to, sum) =>
        {
            var (pass, losses, rows) = (task.NewPass(), new double[BlockRows], new int[BlockRows]);
            for (; from < to; from += BlockRows)
            {
                var some = rows.AsSpan(0, Math.Min(BlockRows, to - from));
                for (var place = 0; place < some.Length; place++) some[place] = from + place;
                pass.Losses(parameters, some, losses);
                for (var place = 0; place < some.Length; place++)
                {
                    sum[0] += task.Weight(some[place]) * losses[place];
                    sum[1] += task.Weight(some[place]);
                }
            }
        });
        return sums[0] / sums[1];
    }

    void RunEpoch(int[] order, int epoch)
    {
        for (var from = 0; from < order.Length; from += _training.BatchSize)
        {
            _run.Cancellation.ThrowIfCancellationRequested();
            Step(order.AsMemory(from, Math.Min(_training.BatchSize, order.Length - from)), epoch);
        }
    }

    void Step(ReadOnlyMemory<int> rows, int epoch)
    {
        var weightSum = 0.0;
        foreach (var row in rows.Span) weightSum += _task.Weight(row);
        if (!(weightSum > 0)) return;                       // nothing in this batch counts

        var (blocks, step) = ((rows.Length + BlockRows - 1) / BlockRows, new GradientStep(weightSum, unchecked((_training.Seed * 31 + epoch) * 486_187_739)));
        BlockSums.ForEach(blocks, _run, block =>
        {
            Array.Clear(_gradients[block]);
            var some = rows.Span[(block * BlockRows)..Math.Min(rows.Length, (block + 1) * BlockRows)];
            _passes[block].AddGradient(_parameters, some, step, _gradients[block]);
        });
        for (var block = 1; block < blocks; block++) Kernels.AddScaled(_gradients[block], 1f, _gradients[0]);
        _adam.Move(_parameters, _gradients[0]);
    }
}
