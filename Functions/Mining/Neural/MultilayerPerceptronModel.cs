using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Neural.Internals;

namespace CrmInsights.Mining.Neural;

/// <summary>A fitted multilayer perceptron. Immutable and thread-safe.</summary>
public sealed class MultilayerPerceptronModel
{
    const string Format = "crminsights-perceptron";
    const int FormatVersion = 1;

    readonly FeatureEncoder _encoder;
    readonly DenseNetwork<float> _network;
    readonly Head _head;
    readonly float[] _parameters;

    internal MultilayerPerceptronModel(FeatureEncoder encoder, DenseNetwork<float> network, Head head, float[] parameters) =>
        (_encoder, _network, _head, _parameters) = (encoder, network, head, parameters);

    /// <summary>What it answers.</summary>
    public NeuralObjective Objective => _head.Objective;

    /// <summary>Number of features of a row.</summary>
    public int FeatureCount => _encoder.FeatureCount;

    /// <summary>Answers of a row: the number of classes of a multiclass model, else 1.</summary>
    public int OutputCount => _head.OutputCount;

    /// <summary>Epochs whose weights were kept.</summary>
    public int Epochs { get; internal init; }

    internal FeatureEncoder Encoder => _encoder;

    internal DenseNetwork<float> Network => _network;

    internal Head Head => _head;

    internal ReadOnlySpan<float> Parameters => _parameters;

    /// <summary>Answers for one row: probabilities, or the mean.</summary>
    /// <param name="row">The features, NaN = missing.</param>
    /// <param name="answers">Filled; <see cref="OutputCount"/> long.</param>
    public void Predict(ReadOnlySpan<float> row, Span<double> answers)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount, nameof(row));
        ArgumentOutOfRangeException.ThrowIfNotEqual(answers.Length, OutputCount, nameof(answers));
        Predict(row, new DensePass<float>(_network), answers);
    }

    /// <summary>Answer for one row of a model with one output: the probability of 1, or the mean.</summary>
    public double Predict(ReadOnlySpan<float> row)
    {
        if (OutputCount != 1) throw new InvalidOperationException($"The model has {OutputCount} outputs; give a span for them.");
        Span<double> answer = stackalloc double[1];
        Predict(row, answer);
        return answer[0];
    }

    /// <summary>Answers for all rows, row after row.</summary>
    /// <param name="rows">The rows, NaN = missing.</param>
    /// <param name="answers">Filled; row after row, one an output.</param>
    /// <param name="run">Cancellation and progress; one thread is used.</param>
    public void Predict(FeatureMatrix rows, Span<double> answers, RunContext? run = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.FeatureCount, FeatureCount, nameof(rows));
        ArgumentOutOfRangeException.ThrowIfNotEqual(answers.Length, rows.RowCount * OutputCount, nameof(answers));
        var pass = new DensePass<float>(_network);
        for (var row = 0; row < rows.RowCount; row++)
        {
            run?.ReportRow(row, rows.RowCount);
            Predict(rows.Row(row), pass, answers.Slice(row * OutputCount, OutputCount));
        }
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        HeadFile.Write(writer, _head);
        writer.Number("features", FeatureCount);
        writer.Numbers("categorical", [.. _encoder.Categorical.Select(feature => (double)feature)]);
        writer.Numbers("means", _encoder.Means);
        writer.Numbers("inverseDeviations", _encoder.Inverses);
        writer.Numbers("categoryCounts", [.. _encoder.Codes.Select(codes => (double)codes.Length)]);
        writer.Numbers("categoryCodes", [.. _encoder.Codes.SelectMany(codes => codes).Select(code => (double)code)]);
        writer.Numbers("embeddingSizes", [.. _network.EmbeddingSizes.Select(size => (double)size)]);
        writer.Numbers("layerSizes", [.. _network.Sizes[1..].Select(size => (double)size)]);
        writer.Number("epochs", Epochs);
        writer.Numbers("parameters", [.. _parameters.Select(parameter => (double)parameter)]);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or of the wrong length; the message says which.</exception>
    public static MultilayerPerceptronModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var head = HeadFile.Read(reader);
        var encoder = EncoderFile.Read(reader);
        var embeddings = HeadFile.Counts(reader, "embeddingSizes", 1, HeadFile.MostEmbedding);
        reader.Require(embeddings.Length == encoder.Categorical.Length, "embeddingSizes", "one number a categorical feature");
        var layers = HeadFile.Counts(reader, "layerSizes", 1, HeadFile.MostUnits);
        reader.Require(layers.Length is > 0 and <= HeadFile.MostLayers && layers[^1] == head.OutputCount, "layerSizes", $"1 to {HeadFile.MostLayers} numbers, the last {head.OutputCount}");
        var network = new DenseNetwork<float>(encoder.NumericCount, encoder.CategoryCounts, embeddings, layers);
        var epochs = HeadFile.Count(reader, "epochs", least: 0);
        var parameters = HeadFile.Parameters(reader, network.ParameterCount);
        reader.End();
        return new MultilayerPerceptronModel(encoder, network, head, parameters) { Epochs = epochs };
    }

    void Predict(ReadOnlySpan<float> row, DensePass<float> pass, Span<double> answers)
    {
        _encoder.Encode(row, pass.Values[0].AsSpan(), pass.Positions);
        _network.Forward(_parameters, pass);
        _head.Answer(pass.Outputs, answers);
    }
}
