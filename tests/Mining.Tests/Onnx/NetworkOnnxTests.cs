using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Neural;
using CrmInsights.Mining.Tests.Trees;

namespace CrmInsights.Mining.Tests.Onnx;

/// <summary>Exported networks and regressions with categories, evaluated by an own interpreter of the operators.</summary>
public sealed class NetworkOnnxTests
{
    const int Rows = 400;

    // Two numbers, one of them with holes, and a column of four categories with holes.
    static FeatureMatrix Features(int seed)
    {
        var random = new Random(seed);
        var values = new float[Rows * 3];
        for (var row = 0; row < Rows; row++)
        {
            values[row * 3] = random.NextSingle() * 1000 + 5000;
            values[row * 3 + 1] = random.Next(10) == 0 ? float.NaN : random.NextSingle();
            values[row * 3 + 2] = random.Next(12) == 0 ? float.NaN : random.Next(4);
        }
        return new FeatureMatrix(values, Rows, 3);
    }

    static TrainingData Data(NeuralObjective objective)
    {
        var x = Features(seed: 3);
        return new TrainingData { Features = x, Labels = [.. Enumerable.Range(0, Rows).Select(row => Label(objective, x.Row(row)))] };
    }

    static float Label(NeuralObjective objective, ReadOnlySpan<float> row)
    {
        var sum = row[0] / 1000 + (float.IsNaN(row[1]) ? 0 : row[1]) + (float.IsNaN(row[2]) ? 2 : row[2]);
        return objective switch { NeuralObjective.Binary => sum > 7.5f ? 1 : 0, NeuralObjective.Multiclass => sum > 8 ? 2 : sum > 7 ? 1 : 0, _ => sum };
    }

    [Theory]
    [InlineData(NeuralObjective.Binary)]
    [InlineData(NeuralObjective.Multiclass)]
    [InlineData(NeuralObjective.Squared)]
    public void An_exported_network_with_embeddings_gives_the_same_answers(NeuralObjective objective)
    {
        var data = Data(objective);
        var model = MultilayerPerceptron.Fit(data, Options(objective) with { CategoricalFeatures = new HashSet<int> { 2 } }, TreeData.Run);

        Compare(model, Features(seed: 4));
    }

    [Fact]
    public void Unseen_and_missing_categories_share_a_vector_in_the_file_too()
    {
        var model = MultilayerPerceptron.Fit(Data(NeuralObjective.Binary), Options(NeuralObjective.Binary) with { CategoricalFeatures = new HashSet<int> { 2 } }, TreeData.Run);

        Compare(model, new FeatureMatrix([5500, 0.5f, 77, 5500, 0.5f, float.NaN, 5500, 0.5f, -1], 3, 3));
    }

    [Fact]
    public void Networks_of_numbers_alone_or_categories_alone_are_exported_too()
    {
        var data = Data(NeuralObjective.Squared);
        Compare(MultilayerPerceptron.Fit(data, Options(NeuralObjective.Squared) with { HiddenSizes = [] }, TreeData.Run), data.Features);
        var codes = data with { Features = data.Features.Select(2) };
        Compare(MultilayerPerceptron.Fit(codes, Options(NeuralObjective.Squared) with { CategoricalFeatures = new HashSet<int> { 0 } }, TreeData.Run), codes.Features);
    }

    [Fact]
    public void An_exported_regression_takes_codes_and_spells_them_itself()
    {
        TableColumn[] columns = [new("size", []), new("share", []), new("kind", ["a", "b", "c", "d"])];
        var x = Features(seed: 5);
        var filled = new FeatureMatrix([.. x.Rows(0, Rows).ToArray().Select((value, place) => place % 3 == 1 && float.IsNaN(value) ? 0.5f : value)], Rows, 3);
        var data = Data(NeuralObjective.Binary) with { Features = new OneHot(columns).Encode(filled) };
        var model = LogisticRegression.Fit(data, new LogisticRegressionOptions { L2 = 0.01 }, TreeData.Run);
        using var stream = new MemoryStream();

        LinearOnnx.Save(model, columns, stream);

        var file = new OnnxInterpreter(stream.ToArray());
        var (encoding, spelled) = (new OneHot(columns), new float[5]);
        for (var row = 0; row < Rows; row++)
        {
            encoding.Encode(x.Row(row), spelled);
            // Weights are floats in the file: the sum of terms of about 5000 x weight keeps six digits.
            file.Run(x.Row(row))["predictions"].Single().ShouldBe(model.Predict(spelled), 1e-4);
        }
    }

    static MultilayerPerceptronOptions Options(NeuralObjective objective) => new() { Objective = objective, HiddenSizes = [8, 5], Training = new() { MaxEpochs = 3 } };

    static void Compare(MultilayerPerceptronModel model, FeatureMatrix x)
    {
        using var stream = new MemoryStream();
        PerceptronOnnx.Save(model, stream);
        var (file, answers) = (new OnnxInterpreter(stream.ToArray()), new double[model.OutputCount]);
        for (var row = 0; row < x.RowCount; row++)
        {
            model.Predict(x.Row(row), answers);
            var found = file.Run(x.Row(row))["predictions"];
            found.Length.ShouldBe(answers.Length);
            // Both add floats, the model in another order: six digits.
            for (var output = 0; output < answers.Length; output++) found[output].ShouldBe(answers[output], 1e-5 * Math.Max(1, Math.Abs(answers[output])));
        }
    }
}
