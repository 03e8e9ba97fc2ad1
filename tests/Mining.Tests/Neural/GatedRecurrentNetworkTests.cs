using System.Text;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Metrics;
using CrmInsights.Mining.Neural;

namespace CrmInsights.Mining.Tests.Neural;

public sealed class GatedRecurrentNetworkTests
{
    static readonly RunContext s_run = new();
    static readonly GatedRecurrentOptions s_options = new() { EventKinds = 3, Training = new() { MaxEpochs = 25, LearningRate = 0.02, BatchSize = 64 } };

    [Fact]
    public void Learns_the_order_of_events_that_counts_cannot_show()
    {
        var (train, test) = (Ordered(1000, seed: 1), Ordered(500, seed: 2));

        var network = GatedRecurrentNetwork.Fit(train, s_options, s_run);

        Auc(network, test).ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void Learns_from_the_time_between_events()
    {
        var (train, test) = (Slowing(800, seed: 3), Slowing(400, seed: 4));

        Auc(GatedRecurrentNetwork.Fit(train, s_options, s_run), test).ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void Has_the_same_bits_for_any_number_of_threads()
    {
        var data = Ordered(150, seed: 5) with { Validation = Ordered(70, seed: 6) };
        var options = s_options with { Training = s_options.Training with { MaxEpochs = 3, BatchSize = 100 } };

        Bytes(GatedRecurrentNetwork.Fit(data, options, new RunContext(MaxThreads: 3))).ShouldBe(Bytes(GatedRecurrentNetwork.Fit(data, options, s_run)));
    }

    [Fact]
    public void Answers_for_a_customer_without_events()
    {
        var network = GatedRecurrentNetwork.Fit(Ordered(100, seed: 7), s_options with { Training = new() { MaxEpochs = 1 } }, s_run);

        network.Predict(new EventHistory([], [], 30)).ShouldBeInRange(0, 1);
    }

    [Fact]
    public void Survives_saving()
    {
        var network = GatedRecurrentNetwork.Fit(Ordered(100, seed: 7), s_options with { Training = new() { MaxEpochs = 1 } }, s_run);
        var history = new EventHistory([0, 2, 1], [0, 3, 40], 7);

        var loaded = GatedRecurrentModel.Load(new MemoryStream(Bytes(network)));

        Bytes(loaded).ShouldBe(Bytes(network));
        loaded.Predict(history).ShouldBe(network.Predict(history));
    }

    [Theory]
    [InlineData("\"hiddenSize\": 16", "\"hiddenSize\": 17", "parameters")]
    [InlineData("\"timeScale\": ", "\"timeScale\": -", "timeScale")]
    [InlineData("crminsights-recurrent", "crminsights-perceptron", "format")]
    public void Refuses_a_damaged_file_and_names_the_field(string found, string put, string place)
    {
        var network = GatedRecurrentNetwork.Fit(Ordered(20, seed: 7), s_options with { Training = new() { MaxEpochs = 1 } }, s_run);
        var damaged = Encoding.UTF8.GetString(Bytes(network)).Replace(found, put, StringComparison.Ordinal);

        Should.Throw<InvalidDataException>(() => GatedRecurrentModel.Load(new MemoryStream(Encoding.UTF8.GetBytes(damaged)))).Message.ShouldContain(place);
    }

    [Theory]
    [InlineData(3, 1f, "kind 3")]
    [InlineData(1, -1f, "time of -1")]
    public void Names_the_history_that_does_not_fit(int kind, float gap, string expected)
    {
        var data = new EventHistories { Histories = [new([0], [0], 1), new([kind], [gap], 1)], Labels = [0, 1] };

        Should.Throw<ArgumentException>(() => GatedRecurrentNetwork.Fit(data, s_options, s_run)).Message.ShouldContain(expected);
    }

    [Fact]
    public void Refuses_a_label_of_a_validation_history_and_names_it()
    {
        var checks = Ordered(20, seed: 9);
        checks.Labels[7] = float.NaN;

        Should.Throw<ArgumentException>(() => GatedRecurrentNetwork.Fit(Ordered(50, seed: 8) with { Validation = checks }, s_options, s_run))
            .Message.ShouldStartWith("The label of validation history 7 is NaN");
    }

    static double Auc(GatedRecurrentModel model, EventHistories data) =>
        BinaryMetrics.Auc([.. data.Histories.Select(history => model.Predict(history))], data.Labels);

    // Each history holds a 1 and a 2 once, among zeros; the label says which came last.
    static EventHistories Ordered(int count, int seed)
    {
        var random = new Random(seed);
        var (histories, labels) = (new EventHistory[count], new float[count]);
        for (var row = 0; row < count; row++)
        {
            var events = new int[6 + random.Next(5)];
            var one = random.Next(events.Length);
            var two = (one + 1 + random.Next(events.Length - 1)) % events.Length;
            (events[one], events[two]) = (1, 2);
            histories[row] = new EventHistory(events, [.. events.Select(_ => random.NextSingle() * 10)], random.NextSingle());
            labels[row] = two > one ? 1 : 0;
        }
        return new EventHistories { Histories = histories, Labels = labels };
    }

    // The same gaps in rising or falling order.
    static EventHistories Slowing(int count, int seed)
    {
        var random = new Random(seed);
        var (histories, labels) = (new EventHistory[count], new float[count]);
        for (var row = 0; row < count; row++)
        {
            var gaps = Enumerable.Range(0, 6).Select(_ => random.NextSingle() * 50).Order().ToArray();
            labels[row] = random.Next(2);
            if (labels[row] == 0) Array.Reverse(gaps);
            histories[row] = new EventHistory(new int[6], gaps, 5);
        }
        return new EventHistories { Histories = histories, Labels = labels };
    }

    static byte[] Bytes(GatedRecurrentModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
