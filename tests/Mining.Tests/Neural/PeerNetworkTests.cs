using CrmInsights.Mining.Neural;
using CrmInsights.Mining.Neural.Internals;

namespace CrmInsights.Mining.Tests.Neural;

/// <summary>Losses, gradients and steps of PyTorch from the same weights: Torch/make.py.</summary>
public sealed class PeerNetworkTests
{
    static readonly PeerFigures s_peer = PeerFigures.Of("Neural", "Torch");

    [Theory]
    [InlineData(NeuralObjective.Binary, 1, "binary")]
    [InlineData(NeuralObjective.Multiclass, 3, "multiclass")]
    [InlineData(NeuralObjective.Squared, 1, "squared")]
    public void Losses_and_gradients_are_those_of_PyTorch(NeuralObjective objective, int outputs, string name)
    {
        var (head, network) = (new Head(objective, outputs, 0, 1), new DenseNetwork<double>(3, [4, 3], [2, 5], [6, 5, outputs]));
        var (parameters, labels) = (s_peer[$"{name}Parameters"], s_peer[$"{name}Labels"]);
        var (pass, losses, gradient) = (new DensePass<double>(network), new double[labels.Length], new double[parameters.Length]);
        for (var row = 0; row < labels.Length; row++)
        {
            s_peer["numbers"].AsSpan(row * 3, 3).CopyTo(pass.Values[0]);
            s_peer.Integers("codes").AsSpan(row * 2, 2).CopyTo(pass.Positions);
            network.Forward(parameters, pass);
            losses[row] = head.Loss<double>(pass.Outputs, labels[row], pass.OutputSlopes);
            network.Backward(parameters, pass, gradient);
        }

        losses.ShouldBe(s_peer[$"{name}Losses"], 1e-12);
        gradient.ShouldBe(s_peer[$"{name}Gradient"], 1e-12);
    }

    [Fact]
    public void Steps_of_Adam_with_decay_and_cut_gradients_are_those_of_PyTorch()
    {
        var parameters = s_peer.Floats("adamStart");
        var adam = new Adam(parameters.Length, new NeuralTraining { LearningRate = 0.01, WeightDecay = 0.1, MaxGradientNorm = 5 });

        for (var step = 0; step < 6; step++)
        {
            adam.Move(parameters, s_peer.Floats($"adamGradient{step}"));

            parameters.ShouldBe(s_peer.Floats($"adamAfter{step}"), 2e-6f, $"step {step}; floats, and PyTorch cuts to 5 * norm / (norm + 1e-6)");
        }
    }
}
