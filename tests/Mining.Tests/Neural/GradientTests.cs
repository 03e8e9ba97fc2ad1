using CrmInsights.Mining.Neural;
using CrmInsights.Mining.Neural.Internals;

namespace CrmInsights.Mining.Tests.Neural;

/// <summary>Every derivative against a finite difference, on doubles: the code is the same as for floats.</summary>
public sealed class GradientTests
{
    const double Step = 1e-5;

    [Theory]
    [InlineData(NeuralObjective.Binary, 1, 1.0)]
    [InlineData(NeuralObjective.Multiclass, 3, 2.0)]
    [InlineData(NeuralObjective.Squared, 1, -0.7)]
    public void A_dense_network_agrees_with_finite_differences(NeuralObjective objective, int outputs, double label)
    {
        var head = new Head(objective, outputs, 0.3, 1.7);
        var network = new DenseNetwork<double>(3, [4, 3], [2, 5], [6, 5, outputs]);
        var parameters = Drawn(network.ParameterCount, 4);
        var pass = new DensePass<double>(network);
        pass.Drop(0.3, new Random(9));

        Check(parameters, Loss, gradient =>
        {
            Loss(parameters);
            network.Backward(parameters, pass, gradient);
        });

        double Loss(double[] at)
        {
            (pass.Positions[0], pass.Positions[1]) = (2, 0);
            ((double[])[0.4, -1.3, 0.8]).CopyTo(pass.Values[0], 0);
            network.Forward(at, pass);
            return head.Loss<double>(pass.Outputs, label, pass.OutputSlopes);
        }
    }

    [Theory]
    [InlineData(NeuralObjective.Binary, 1, 5, 2)]
    [InlineData(NeuralObjective.Multiclass, 4, 2, 1, 3)]
    [InlineData(NeuralObjective.Squared, 1, 9)]              // longer than what is looked at
    [InlineData(NeuralObjective.Binary, 1, 0)]               // no event at all
    [InlineData(NeuralObjective.Multiclass, 3, 4, 0, 7, 4, 12, 1)]
    public void A_recurrent_network_agrees_with_finite_differences(NeuralObjective objective, int outputs, params int[] lengths)
    {
        var head = new Head(objective, outputs, 0.3, 1.7);
        var network = new RecurrentNetwork<double>(new RecurrentShape(3, 2, 5, outputs, 7) { HasAmounts = lengths.Length > 1 });
        var random = new Random(5);
        var histories = Array.ConvertAll(lengths, length => new EventHistory(
            [.. Enumerable.Range(0, length).Select(_ => random.Next(3))], [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() * 30)], 4)
        {
            Amounts = lengths.Length > 1 ? [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() * 90 - 10)] : null,
        });
        var parameters = Drawn(network.Shape.ParameterCount, 6);
        var batch = new RecurrentBatch<double>(network.Shape);
        batch.Take(histories, new HistoryScales(new LogScale(2, 1.5), new LogScale(3, 2)));

        Check(parameters, Loss, gradient =>
        {
            Loss(parameters);
            network.Backward(parameters, batch, gradient);
        });

        double Loss(double[] at)
        {
            network.Forward(at, batch);
            return Enumerable.Range(0, lengths.Length).Sum(row => head.Loss<double>(batch.OutputsOf(row), row % (objective == NeuralObjective.Squared ? 3 : Math.Max(2, outputs)), batch.OutputSlopesOf(row)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(33)]
    public void A_dot_product_agrees_with_the_naive_sum(int length)
    {
        var (left, right) = (Drawn(length, 1), Drawn(length, 2));

        Kernels.Dot<double>(left, right).ShouldBe(left.Zip(right, (x, y) => x * y).Sum(), 1e-12);
    }

    static void Check(double[] parameters, Func<double[], double> loss, Action<double[]> differentiate)
    {
        var gradient = new double[parameters.Length];
        differentiate(gradient);
        for (var i = 0; i < parameters.Length; i++)
        {
            var (up, down) = ((double[])parameters.Clone(), (double[])parameters.Clone());
            up[i] += Step;
            down[i] -= Step;
            gradient[i].ShouldBe((loss(up) - loss(down)) / (2 * Step), 1e-8, $"parameter {i}; central differences err by the square of the step");
        }
        gradient.Count(slope => slope != 0).ShouldBeGreaterThan(0);
    }

    static double[] Drawn(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 1.6 - 0.8)];
    }
}
