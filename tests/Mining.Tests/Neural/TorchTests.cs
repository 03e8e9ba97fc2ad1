using System.Text.Json;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Neural;
using CrmInsights.Mining.Neural.Internals;

namespace CrmInsights.Mining.Tests.Neural;

/// <summary>The recurrent network against torch.nn.GRU with a linear head: Torch/recurrent.json, made by Torch/make_recurrent.py with PyTorch 1.13.</summary>
public sealed class TorchTests
{
    static readonly HistoryScales s_scales = new(LogScale.Unit, LogScale.Unit);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Outputs_losses_and_gradients_are_those_of_Torch(int number)
    {
        var figures = Case(number);
        var (shape, head) = (Shape(figures), HeadOf(figures));
        var (histories, labels) = (Histories(figures), Numbers(figures, "labels"));
        var (network, batch, gradient) = (new RecurrentNetwork<double>(shape), new RecurrentBatch<double>(shape), new double[shape.ParameterCount]);
        var parameters = Arranged(shape, figures.GetProperty("weights"));

        batch.Take(histories, s_scales);
        network.Forward(parameters, batch);
        for (var row = 0; row < histories.Length; row++)
        {
            // Both compute in doubles; a dozen steps of sums in another order, and curves that differ in the last bits.
            batch.OutputsOf(row).ToArray().ShouldBe(Numbers(figures.GetProperty("answers")[row]), 1e-12);
            head.Loss<double>(batch.OutputsOf(row), labels[row], batch.OutputSlopesOf(row)).ShouldBe(figures.GetProperty("losses")[row].GetDouble(), 1e-12);
        }
        network.Backward(parameters, batch, gradient);

        gradient.ShouldBe(Arranged(shape, figures.GetProperty("gradients")), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_saved_model_with_the_weights_of_Torch_answers_like_Torch(int number)
    {
        var figures = Case(number);
        var (shape, head) = (Shape(figures), HeadOf(figures));
        var written = new GatedRecurrentModel(new RecurrentNetwork<float>(shape), s_scales, head, Array.ConvertAll(Arranged(shape, figures.GetProperty("weights")), weight => (float)weight));
        using var file = new MemoryStream();
        written.Save(file);
        file.Position = 0;

        var answers = GatedRecurrentModel.Load(file).Predict(Histories(figures), new RunContext());

        var expected = figures.GetProperty("answers").EnumerateArray().SelectMany(outputs => Answer(head, Numbers(outputs))).ToArray();
        answers.ShouldBe(expected, 5e-6);                    // weights and states of 24 bits
    }

    static double[] Answer(Head head, double[] outputs) => head.Objective switch
    {
        NeuralObjective.Binary => [1 / (1 + Math.Exp(-outputs[0]))],
        NeuralObjective.Multiclass => [.. outputs.Select(output => Math.Exp(output) / outputs.Sum(Math.Exp))],
        _ => outputs,
    };

    static JsonElement Case(int number)
    {
        using var figures = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Neural", "Torch", "recurrent.json")));
        return figures.RootElement.GetProperty("cases")[number].Clone();
    }

    static RecurrentShape Shape(JsonElement figures) => new(Count(figures, "kinds"), Count(figures, "embedding"), Count(figures, "hidden"), Count(figures, "outputs"), 100)
    {
        HasAmounts = figures.GetProperty("hasAmounts").GetBoolean(),
    };

    static Head HeadOf(JsonElement figures) => new(Enum.Parse<NeuralObjective>(figures.GetProperty("objective").GetString()!), Count(figures, "outputs"), 0, 1);

    static EventHistory[] Histories(JsonElement figures) => [.. figures.GetProperty("histories").EnumerateArray().Select(history => new EventHistory(
        Array.ConvertAll(Numbers(history, "kinds"), kind => (int)kind), Array.ConvertAll(Numbers(history, "gaps"), gap => (float)gap), history.GetProperty("silence").GetSingle())
    {
        Amounts = figures.GetProperty("hasAmounts").GetBoolean() ? Array.ConvertAll(Numbers(history, "amounts"), amount => (float)amount) : null,
    })];

    // Torch: reset, update, candidate, and the weights of one unit side by side. Ours: update, reset, candidate, and the weights of one input side by side.
    static double[] Arranged(RecurrentShape shape, JsonElement parts)
    {
        var all = new double[shape.ParameterCount];
        Numbers(parts, "embeddings").CopyTo(all, 0);
        Gates(Numbers(parts, "inputWeights"), shape.Input, shape.InputWeights);
        Gates(Numbers(parts, "inputBias"), 1, shape.InputBias);
        Gates(Numbers(parts, "stateWeights"), shape.Hidden, shape.StateWeights);
        Gates(Numbers(parts, "stateBias"), 1, shape.StateBias);
        var head = Numbers(parts, "headWeights");
        for (var place = 0; place < head.Length; place++) all[shape.HeadWeights + place % (shape.Hidden + 1) * shape.Outputs + place / (shape.Hidden + 1)] = head[place];
        Numbers(parts, "headBias").CopyTo(all, shape.HeadBias);
        return all;

        void Gates(double[] torch, int width, int start)
        {
            int[] places = [1, 0, 2];
            for (var place = 0; place < torch.Length; place++)
            {
                var (row, input) = (place / width, place % width);
                all[start + input * shape.Gates + places[row / shape.Hidden] * shape.Hidden + row % shape.Hidden] = torch[place];
            }
        }
    }

    static int Count(JsonElement figures, string name) => figures.GetProperty(name).GetInt32();

    static double[] Numbers(JsonElement figures, string name) => Numbers(figures.GetProperty(name));

    static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];
}
