using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Neural.Internals;

namespace CrmInsights.Mining.Neural;

/// <summary>A fitted gated recurrent network. Immutable and thread-safe.</summary>
public sealed class GatedRecurrentModel
{
    const string Format = "crminsights-recurrent";
    const int FormatVersion = 1;

    readonly RecurrentNetwork<float> _network;
    readonly TimeScale _times;
    readonly Head _head;
    readonly float[] _parameters;

    internal GatedRecurrentModel(RecurrentNetwork<float> network, TimeScale times, Head head, float[] parameters) =>
        (_network, _times, _head, _parameters) = (network, times, head, parameters);

    /// <summary>What it answers.</summary>
    public NeuralObjective Objective => _head.Objective;

    /// <summary>Number of kinds of events.</summary>
    public int EventKinds => _network.Shape.Kinds;

    /// <summary>Answers of a history: the number of classes of a multiclass model, else 1.</summary>
    public int OutputCount => _head.OutputCount;

    /// <summary>Epochs whose weights were kept.</summary>
    public int Epochs { get; internal init; }

    /// <summary>Answers for one history: probabilities, or the mean.</summary>
    /// <param name="history">What the customer did; may be empty.</param>
    /// <param name="answers">Filled; <see cref="OutputCount"/> long.</param>
    public void Predict(EventHistory history, Span<double> answers)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(answers.Length, OutputCount, nameof(answers));
        new EventHistories { Histories = [history], Labels = [0] }.Validate(EventKinds);
        var pass = new RecurrentPass<float>(_network.Shape);
        _network.Take(history, _times, pass);
        _network.Forward(_parameters, pass);
        _head.Answer(pass.Outputs, answers);
    }

    /// <summary>Answer for one history of a model with one output: the probability of 1, or the mean.</summary>
    public double Predict(EventHistory history)
    {
        if (OutputCount != 1) throw new InvalidOperationException($"The model has {OutputCount} outputs; give a span for them.");
        Span<double> answer = stackalloc double[1];
        Predict(history, answer);
        return answer[0];
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        HeadFile.Write(writer, _head);
        var shape = _network.Shape;
        writer.Number("eventKinds", shape.Kinds);
        writer.Number("embeddingSize", shape.Embedding);
        writer.Number("hiddenSize", shape.Hidden);
        writer.Number("maxLength", shape.MaxLength);
        writer.Number("timeCenter", _times.Center);
        writer.Number("timeScale", _times.Scale);
        writer.Number("epochs", Epochs);
        writer.Numbers("parameters", [.. _parameters.Select(parameter => (double)parameter)]);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or of the wrong length; the message says which.</exception>
    public static GatedRecurrentModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var head = HeadFile.Read(reader);
        var shape = new RecurrentShape(
            HeadFile.Count(reader, "eventKinds", 1, 1 << 20),
            HeadFile.Count(reader, "embeddingSize", 1, HeadFile.MostEmbedding),
            HeadFile.Count(reader, "hiddenSize", 1, HeadFile.MostUnits),
            head.OutputCount,
            HeadFile.Count(reader, "maxLength", 1, 1 << 20));
        var times = new TimeScale(reader.Finite("timeCenter"), reader.Finite("timeScale"));
        reader.Require(times.Scale > 0, "timeScale", "a number above 0");
        var epochs = HeadFile.Count(reader, "epochs", least: 0);
        var parameters = HeadFile.Parameters(reader, shape.ParameterCount);
        reader.End();
        return new GatedRecurrentModel(new RecurrentNetwork<float>(shape), times, head, parameters) { Epochs = epochs };
    }
}
