using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Neural;

namespace CrmInsights.Benchmarks;

/// <summary>Two epochs over histories of 1 to 59 events, 30 on average, of 200 kinds; and the scores of all of them.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 1, iterationCount: 3)]
public class GatedRecurrentBench
{
    EventHistories _histories = null!;
    GatedRecurrentModel _model = null!;

    [Params(20_000)]
    public int HistoryCount { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Draw()
    {
        var random = new Random(1);
        var histories = Enumerable.Range(0, HistoryCount).Select(_ => Draw(random)).ToArray();
        _histories = new EventHistories { Histories = histories, Labels = [.. histories.Select(history => history.Events.Length % 2 == 0 ? 1f : 0f)] };
        _model = Fit();
    }

    [Benchmark]
    public GatedRecurrentModel Fit() => GatedRecurrentNetwork.Fit(_histories, new GatedRecurrentOptions { EventKinds = 200, Training = new() { MaxEpochs = 2 } }, new RunContext(MaxThreads: Threads));

    [Benchmark]
    public double ScoreEach() => _histories.Histories.Sum(_model.Predict);

    [Benchmark]
    public double[] ScoreAll() => _model.Predict(_histories.Histories, new RunContext(MaxThreads: Threads));

    static EventHistory Draw(Random random)
    {
        var length = 1 + random.Next(59);
        return new EventHistory([.. Enumerable.Range(0, length).Select(_ => random.Next(200))], [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() * 90)], random.NextSingle() * 90);
    }
}
