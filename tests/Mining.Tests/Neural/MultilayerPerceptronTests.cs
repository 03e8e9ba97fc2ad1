using System.Text;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Metrics;
using CrmInsights.Mining.Neural;

namespace CrmInsights.Mining.Tests.Neural;

public sealed class MultilayerPerceptronTests
{
    static readonly RunContext s_run = new();
    static readonly NeuralTraining s_training = new() { MaxEpochs = 40, LearningRate = 0.01, BatchSize = 64 };

    [Fact]
    public void Learns_what_a_line_cannot_tell_apart()
    {
        var (train, test) = (ExclusiveOr(1500, seed: 1), ExclusiveOr(800, seed: 2));

        var network = Fit(train, new() { HiddenSizes = [16, 8], Training = s_training });

        Auc(network, test).ShouldBeGreaterThan(0.97);
        var line = LogisticRegression.Fit(train, new LogisticRegressionOptions(), s_run);
        var margins = new double[800];
        line.Predict(test.Features, margins);
        BinaryMetrics.Auc(margins, test.Labels).ShouldBeLessThan(0.6);
    }

    [Fact]
    public void Without_a_hidden_layer_it_is_a_logistic_regression()
    {
        var data = Linear(2000, seed: 3);
        var training = s_training with { MaxEpochs = 150, BatchSize = 2000, LearningRate = 0.05 };

        var network = Fit(data, new() { HiddenSizes = [], Training = training });
        var line = LogisticRegression.Fit(data, new LogisticRegressionOptions(), s_run);

        for (var row = 0; row < 50; row++) network.Predict(data.Features.Row(row)).ShouldBe(line.Predict(data.Features.Row(row)), 2e-3, "Adam has not quite settled");
    }

    [Fact]
    public void Learns_an_amount_from_categories_alone()
    {
        var random = new Random(4);
        float[] worth = [10, 250, -40, 90, 30];
        var codes = Enumerable.Range(0, 1000).Select(_ => (float)random.Next(5)).ToArray();
        var data = new TrainingData { Features = new FeatureMatrix(codes, 1000, 1), Labels = [.. codes.Select(code => worth[(int)code])] };

        var network = Fit(data, new() { Objective = NeuralObjective.Squared, CategoricalFeatures = new HashSet<int> { 0 }, HiddenSizes = [16], Training = s_training });

        for (var code = 0; code < 5; code++) network.Predict([(float)code]).ShouldBe(worth[code], 8);
        network.Predict([77f]).ShouldBe(network.Predict([float.NaN]), "an unseen and a missing code share a place");
    }

    [Fact]
    public void Tells_three_classes_apart()
    {
        var random = new Random(6);
        var points = Enumerable.Range(0, 900).Select(row => (Class: row % 3, X: (float)(row % 3 * 2 + random.NextDouble()), Y: (float)random.NextDouble())).ToArray();
        var data = new TrainingData
        {
            Features = new FeatureMatrix([.. points.SelectMany(point => new[] { point.X, point.Y })], 900, 2),
            Labels = [.. points.Select(point => (float)point.Class)],
        };

        var network = Fit(data, new() { Objective = NeuralObjective.Multiclass, HiddenSizes = [8], Training = s_training });

        var answers = new double[3];
        network.Predict([2.5f, 0.5f], answers);
        answers.Sum().ShouldBe(1, 1e-12);
        answers[1].ShouldBeGreaterThan(0.9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    public void Has_the_same_bits_for_any_number_of_threads(double dropout)
    {
        var data = ExclusiveOr(333, seed: 7);
        var options = new MultilayerPerceptronOptions { Dropout = dropout, HiddenSizes = [12, 7], Training = s_training with { MaxEpochs = 3, BatchSize = 100, WeightDecay = 0.01 } };

        Bytes(MultilayerPerceptron.Fit(data, options, new RunContext(MaxThreads: 4))).ShouldBe(Bytes(MultilayerPerceptron.Fit(data, options, s_run)));
    }

    [Fact]
    public void Stops_early_and_keeps_the_best_weights()
    {
        var data = Noise(80, seed: 8) with { Validation = Noise(400, seed: 9) };
        var training = s_training with { MaxEpochs = 200, EarlyStoppingEpochs = 3 };

        var early = Fit(data, new() { Training = training });
        var late = Fit(data, new() { Training = training with { EarlyStoppingEpochs = 0 } });

        early.Epochs.ShouldBeLessThan(50);
        LogLoss(early, data.Validation!).ShouldBeLessThan(LogLoss(late, data.Validation!));
    }

    [Fact]
    public void Weight_decay_calms_the_answers()
    {
        var data = Noise(80, seed: 8);

        var free = Fit(data, new() { Training = s_training });
        var decayed = Fit(data, new() { Training = s_training with { WeightDecay = 10 } });

        Spread(decayed).ShouldBeLessThan(Spread(free) / 2);

        double Spread(MultilayerPerceptronModel model) => Enumerable.Range(0, 80).Average(row => Math.Abs(model.Predict(data.Features.Row(row)) - 0.5));
    }

    [Fact]
    public void Rows_without_weight_do_not_count()
    {
        var data = Linear(600, seed: 10);
        var flipped = data with { Labels = [.. data.Labels.Select((label, row) => row % 3 == 0 ? 1 - label : label)], Weights = [.. data.Labels.Select((_, row) => row % 3 == 0 ? 0f : 1f)] };
        var options = new MultilayerPerceptronOptions { HiddenSizes = [8], Training = s_training with { MaxEpochs = 5 } };
        var same = data with { Weights = flipped.Weights };

        Bytes(Fit(flipped, options)).ShouldBe(Bytes(Fit(same, options)));
    }

    [Fact]
    public void Survives_saving()
    {
        var network = Fit(ExclusiveOr(100, seed: 1), new() { CategoricalFeatures = new HashSet<int> { 1 }, Training = s_training with { MaxEpochs = 2 } });

        var loaded = MultilayerPerceptronModel.Load(new MemoryStream(Bytes(network)));

        Bytes(loaded).ShouldBe(Bytes(network));
        loaded.Predict([0.3f, 0.1f]).ShouldBe(network.Predict([0.3f, 0.1f]));
    }

    [Theory]
    [InlineData("\"objective\": \"Binary\"", "\"objective\": \"Ternary\"", "objective")]
    [InlineData("\"outputs\": 1", "\"outputs\": 2", "outputs")]
    [InlineData("\"features\": 2", "\"features\": 3", "means")]
    [InlineData("\"layerSizes\": [", "\"layerSizes\": [9000,", "layerSizes")]
    [InlineData("\"parameters\": [", "\"parameters\": [1,", "parameters")]
    [InlineData("\"parameters\": [", "\"parameters\": [null,", "parameters")]
    public void Refuses_a_damaged_file_and_names_the_field(string found, string put, string place)
    {
        var saved = Encoding.UTF8.GetString(Bytes(Fit(ExclusiveOr(50, seed: 1), new() { Training = s_training with { MaxEpochs = 1 } })));
        var damaged = Encoding.UTF8.GetBytes(saved.Replace(found, put, StringComparison.Ordinal));

        Should.Throw<InvalidDataException>(() => MultilayerPerceptronModel.Load(new MemoryStream(damaged))).Message.ShouldContain(place);
    }

    [Fact]
    public void Names_the_row_of_a_wrong_label() =>
        Should.Throw<ArgumentException>(() => Fit(new TrainingData { Features = new FeatureMatrix([1, 2], 2, 1), Labels = [0, 0.5f] }, new())).Message.ShouldContain("row 1");

    [Fact]
    public void Says_when_the_training_ran_away()
    {
        var training = s_training with { LearningRate = 1e30, MaxEpochs = 3 };

        Should.Throw<InvalidOperationException>(() => Fit(Linear(100, seed: 1), new() { Objective = NeuralObjective.Squared, Training = training }))
            .Message.ShouldContain("learning rate");
    }

    [Fact]
    public void Stops_when_asked_to() =>
        Should.Throw<OperationCanceledException>(() => MultilayerPerceptron.Fit(Linear(50, seed: 1), new(), new RunContext(new CancellationToken(true))));

    static MultilayerPerceptronModel Fit(TrainingData data, MultilayerPerceptronOptions options) => MultilayerPerceptron.Fit(data, options, s_run);

    static double Auc(MultilayerPerceptronModel model, TrainingData data) => BinaryMetrics.Auc(Answers(model, data), data.Labels);

    static double LogLoss(MultilayerPerceptronModel model, TrainingData data) => BinaryMetrics.LogLoss(Answers(model, data), data.Labels);

    static double[] Answers(MultilayerPerceptronModel model, TrainingData data)
    {
        var answers = new double[data.Labels.Length];
        model.Predict(data.Features, answers);
        return answers;
    }

    static TrainingData ExclusiveOr(int rows, int seed) => Drawn(rows, seed, (x, y, _) => x > 0 != y > 0);

    static TrainingData Linear(int rows, int seed) => Drawn(rows, seed, (x, y, random) => random.NextDouble() < 1 / (1 + Math.Exp(-x + 0.5 * y)));

    static TrainingData Noise(int rows, int seed) => Drawn(rows, seed, (_, _, random) => random.NextDouble() < 0.5);

    static TrainingData Drawn(int rows, int seed, Func<double, double, Random, bool> label)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, rows * 2).Select(_ => random.NextSingle() * 4 - 2).ToArray();
        var labels = Enumerable.Range(0, rows).Select(row => label(values[2 * row], values[2 * row + 1], random) ? 1f : 0f).ToArray();
        return new TrainingData { Features = new FeatureMatrix(values, rows, 2), Labels = labels };
    }

    static byte[] Bytes(MultilayerPerceptronModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
