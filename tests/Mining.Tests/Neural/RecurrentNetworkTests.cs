using CrmInsights.Mining.Data;
using CrmInsights.Mining.Neural;
using CrmInsights.Mining.Neural.Internals;

namespace CrmInsights.Mining.Tests.Neural;

/// <summary>The batched passes of the recurrent network against a naive twin, and what must not change its answers.</summary>
public sealed class RecurrentNetworkTests
{
    static readonly HistoryScales s_scales = new(new LogScale(1.5, 0.8), new LogScale(2, 3));

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(3, 2, 5, 7)]                                 // below, at and above the lanes and tiles of the kernels
    [InlineData(8, 4, 16, 4)]
    [InlineData(9, 16, 3, 33)]
    [InlineData(16, 17, 2, 64)]
    public void Agrees_with_the_naive_twin(int embedding, int hidden, int outputs, int count)
    {
        var shape = new RecurrentShape(5, embedding, hidden, outputs, 12) { HasAmounts = hidden % 2 == 0 };
        var (histories, parameters) = (Drawn(count, shape, seed: count), Parameters(shape));
        var batch = new RecurrentBatch<double>(shape);

        batch.Take(histories, s_scales);
        new RecurrentNetwork<double>(shape).Forward(parameters, batch);

        for (var row = 0; row < count; row++)
        {
            var expected = NaiveRecurrent.Outputs(shape, parameters, histories[row], s_scales);
            for (var output = 0; output < outputs; output++) batch.OutputsOf(row)[output].ShouldBe(expected[output], 1e-11, $"history {row}; sums of up to 33 products in another order");
        }
    }

    [Fact]
    public void Floats_stay_close_to_doubles()
    {
        var shape = new RecurrentShape(5, 8, 16, 1, 100);
        var (histories, parameters) = (Drawn(200, shape, seed: 3), Parameters(shape));
        var model = Model(shape, parameters);

        var answers = model.Predict(histories, new RunContext());

        for (var row = 0; row < histories.Length; row++)
            answers[row].ShouldBe(1 / (1 + Math.Exp(-NaiveRecurrent.Outputs(shape, parameters, histories[row], s_scales)[0])), 2e-6, "24 bits a number, thirty steps that forget");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void Neighbours_order_and_threads_do_not_change_a_bit_of_an_answer(int hidden)
    {
        var shape = new RecurrentShape(5, 4, hidden, 2, 20) { HasAmounts = true };
        var histories = Drawn(300, shape, seed: 9);
        var model = Model(shape, Parameters(shape));

        var together = model.Predict(histories, new RunContext());
        var shuffled = Enumerable.Range(0, histories.Length).OrderBy(row => row * 7919 % 300).ToArray();
        var apart = model.Predict([.. shuffled.Select(row => histories[row])], new RunContext(MaxThreads: 4));

        var alone = new double[2];
        for (var place = 0; place < shuffled.Length; place++)
        {
            var row = shuffled[place];
            model.Predict(histories[row], alone);
            apart[(2 * place)..(2 * place + 2)].ShouldBe(together[(2 * row)..(2 * row + 2)]);
            alone.ShouldBe(together[(2 * row)..(2 * row + 2)]);
        }
    }

    [Fact]
    public void A_batch_used_again_for_shorter_histories_forgets_the_longer_ones()
    {
        var shape = new RecurrentShape(5, 4, 6, 1, 20);
        var (network, parameters, used, fresh) = (new RecurrentNetwork<double>(shape), Parameters(shape), new RecurrentBatch<double>(shape), new RecurrentBatch<double>(shape));
        var shorter = new[] { new EventHistory([], [], 3), new EventHistory([1, 4], [0, 2], 1) };

        used.Take(Drawn(50, shape, seed: 2), s_scales);
        network.Forward(parameters, used);
        foreach (var batch in new[] { used, fresh })
        {
            batch.Take(shorter, s_scales);
            network.Forward(parameters, batch);
        }

        used.Outputs.ToArray().ShouldBe(fresh.Outputs.ToArray());
    }

    [Theory]
    [InlineData(0, 3, 5)]
    [InlineData(1, 1, 1)]
    [InlineData(4, 7, 8)]
    [InlineData(5, 3, 9)]
    [InlineData(9, 0, 16)]
    [InlineData(8, 33, 21)]
    public void A_product_agrees_with_the_naive_sum_in_both_directions(int rows, int inner, int columns)
    {
        var random = new Random(rows + inner + columns);
        var (left, right, sums) = (Draw(rows * inner), Draw(inner * (columns + 2)), Draw(rows * (columns + 1)));
        var expected = (double[])sums.Clone();
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                for (var k = 0; k < inner; k++) expected[row * (columns + 1) + column] += left[row * inner + k] * right[k * (columns + 2) + column];
        var (turned, again) = (new double[left.Length], (double[])sums.Clone());
        for (var row = 0; row < rows; row++)
            for (var k = 0; k < inner; k++) turned[k * rows + row] = left[row * inner + k];

        var size = new ProductSize(rows, inner, columns, columns + 1);
        MatrixProducts.Add(new MatrixPart<double>(left, inner), new(right, columns + 2), sums, size);
        MatrixProducts.Add(new MatrixPart<double>(turned, rows).Transposed, new(right, columns + 2), again, size);

        sums.ShouldBe(expected);                             // the same order of the same sums: every bit
        again.ShouldBe(expected);

        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 1)]
    [InlineData(3, 4)]
    [InlineData(7, 9)]
    [InlineData(33, 16)]
    public void Rows_are_added_up_in_their_order(int count, int columns)
    {
        var random = new Random(count);
        double[] rows = [.. Enumerable.Range(0, count * columns).Select(_ => random.NextDouble())], sum = [.. Enumerable.Range(0, columns).Select(_ => random.NextDouble())];
        var expected = (double[])sum.Clone();
        for (var place = 0; place < rows.Length; place++) expected[place % columns] += rows[place];

        MatrixProducts.AddRows(rows, sum);

        sum.ShouldBe(expected);
    }

    static GatedRecurrentModel Model(RecurrentShape shape, double[] parameters) =>
        new(new RecurrentNetwork<float>(shape), s_scales, new Head(shape.Outputs > 1 ? NeuralObjective.Multiclass : NeuralObjective.Binary, shape.Outputs, 0, 1), Array.ConvertAll(parameters, value => (float)value));

    // Float-representable, so that both networks have the same weights.
    static double[] Parameters(RecurrentShape shape)
    {
        var random = new Random(6);
        return [.. Enumerable.Range(0, shape.ParameterCount).Select(_ => (double)(random.NextSingle() - 0.5f))];
    }

    static EventHistory[] Drawn(int count, RecurrentShape shape, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Drawn(random.Next(30), shape, random))];
    }

    static EventHistory Drawn(int length, RecurrentShape shape, Random random) => new(
        [.. Enumerable.Range(0, length).Select(_ => random.Next(shape.Kinds))], [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() * 30)], random.NextSingle() * 90)
    {
        Amounts = shape.HasAmounts ? [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() * 500 - 50)] : null,
    };
}
