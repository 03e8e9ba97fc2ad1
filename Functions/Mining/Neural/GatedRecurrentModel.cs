using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Neural.Internals;

namespace CrmInsights.Mining.Neural;

/// <summary>A fitted gated recurrent network. Immutable and thread-safe.</summary>
public sealed class GatedRecurrentModel
{
    const string Format = "crminsights-recurrent";
    const int FormatVersion = 2;                            // 1 knew no amounts
    const int BlockRows = 32;

    readonly RecurrentNetwork<float> _network;
    readonly HistoryScales _scales;
    readonly Head _head;
    readonly float[] _parameters;

    internal GatedRecurrentModel(RecurrentNetwork<float> network, HistoryScales scales, Head head, float[] parameters) =>
        (_network, _scales, _head, _parameters) = (network, scales, head, parameters);

    /// <summary>What it answers.</summary>
    public NeuralObjective Objective => _head.Objective;

    /// <summary>Number of kinds of events.</summary>
    public int EventKinds => _network.Shape.Kinds;

    /// <summary>Whether the histories it reads have amounts.</summary>
    public bool ReadsAmounts => _network.Shape.HasAmounts;

    /// <summary>Answers of a history: the number of classes of a multiclass model, else 1.</summary>
    public int OutputCount => _head.OutputCount;

    /// <summary>Epochs whose weights were kept.</summary>
    public int Epochs { get; internal init; }

    /// <summary>Answers for one history: probabilities, or the mean.</summary>
    /// <param name="history">What the customer did; may be empty.</param>
    /// <param name="answers">Filled; <see cref="OutputCount"/> long.</param>
    /// <exception cref="ArgumentException">The history does not fit.</exception>
    public void Predict(EventHistory history, Span<double> answers)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(answers.Length, OutputCount, nameof(answers));
        Predict([history], 0, new RecurrentBatch<float>(_network.Shape), answers);
    }

    /// <summary>Answer for one history of a model with one output: the probability of 1, or the mean.</summary>
    /// <exception cref="ArgumentException">The history does not fit.</exception>
    public double Predict(EventHistory history)
    {
        if (OutputCount != 1) throw new InvalidOperationException($"The model has {OutputCount} outputs; give a span for them.");
        Span<double> answer = stackalloc double[1];
        Predict(history, answer);
        return answer[0];
    }

    /// <summary>Answers for all histories, one after the other: the same as for each alone, for any number of threads.</summary>
    /// <returns>As many answers as histories times <see cref="OutputCount"/>.</returns>
    /// <exception cref="ArgumentException">A history does not fit; names the first.</exception>
    public double[] Predict(IReadOnlyList<EventHistory> histories, RunContext run)
    {
        var rows = histories as EventHistory[] ?? [.. histories];
        var answers = new double[rows.Length * OutputCount];
        var done = 0;
        // A part a thread, whose scratch is used again block by block.
        BlockSums.ForEach(run.MaxThreads, run, part =>
        {
            var (batch, end) = (new RecurrentBatch<float>(_network.Shape), (int)((part + 1L) * rows.Length / run.MaxThreads));
            for (var from = (int)((long)part * rows.Length / run.MaxThreads); from < end; from += BlockRows)
            {
                var count = Math.Min(BlockRows, end - from);
                run.Report(Interlocked.Add(ref done, count) - count, rows.Length);
                Predict(rows.AsSpan(from, count), from, batch, answers.AsSpan(from * OutputCount, count * OutputCount));
            }
        });
        return answers;
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
        writer.Flag("readsAmounts", shape.HasAmounts);
        writer.Number("timeCenter", _scales.Times.Center);
        writer.Number("timeScale", _scales.Times.Scale);
        writer.Number("amountCenter", _scales.Amounts.Center);
        writer.Number("amountScale", _scales.Amounts.Scale);
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
            HeadFile.Count(reader, "eventKinds", 1, GatedRecurrentOptions.MostKinds),
            HeadFile.Count(reader, "embeddingSize", 1, HeadFile.MostEmbedding),
            HeadFile.Count(reader, "hiddenSize", 1, HeadFile.MostUnits),
            head.OutputCount,
            HeadFile.Count(reader, "maxLength", 1, GatedRecurrentOptions.MostEvents))
        { HasAmounts = reader.Flag("readsAmounts") };
        var scales = new HistoryScales(Scale(reader, "time"), Scale(reader, "amount"));
        var epochs = HeadFile.Count(reader, "epochs", least: 0);
        var parameters = HeadFile.Parameters(reader, shape.ParameterCount);
        reader.End();
        return new GatedRecurrentModel(new RecurrentNetwork<float>(shape), scales, head, parameters) { Epochs = epochs };
    }

    static LogScale Scale(StrictJsonReader reader, string name)
    {
        var scale = new LogScale(reader.Finite(name + "Center"), reader.Finite(name + "Scale"));
        reader.Require(scale.Scale > 0, name + "Scale", "a number above 0");
        return scale;
    }

    void Predict(ReadOnlySpan<EventHistory> histories, int firstRow, RecurrentBatch<float> batch, Span<double> answers)
    {
        for (var row = 0; row < histories.Length; row++) EventHistories.Validate(histories[row], firstRow + row, (EventKinds, ReadsAmounts));
        batch.Take(histories, _scales);
        _network.Forward(_parameters, batch);
        for (var row = 0; row < histories.Length; row++) _head.Answer(batch.OutputsOf(row), answers.Slice(row * OutputCount, OutputCount));
    }
}
