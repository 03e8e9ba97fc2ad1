using BenchmarkDotNet.Attributes;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Benchmarks;

/// <summary>The peers' 100,000 generated customers at 0.2 %: reading and mining. The folder of the file is the environment variable PEER_DATA.</summary>
[MemoryDiagnoser]
public class PrefixSpanBench
{
    const int MinSupport = 200;
    const int PatternCount = 12_201;

    byte[] _text = [];
    SequenceDatabase _sequences = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Load()
    {
        var folder = Environment.GetEnvironmentVariable("PEER_DATA") ?? throw new InvalidOperationException("PEER_DATA names no folder with seq_100k.txt.");
        _text = File.ReadAllBytes(Path.Combine(folder, "seq_100k.txt"));
        _sequences = Read();
    }

    [Benchmark]
    public SequenceDatabase Read() => SpmfReader.Read(new MemoryStream(_text));

    [Benchmark(Baseline = true)]
    public int MineFrequent() => Expect(PatternCount, Mine(SequencePatternKind.Frequent));

    [Benchmark]
    public int MineClosed() => Mine(SequencePatternKind.Closed);

    int Mine(SequencePatternKind kind) =>
        PrefixSpan.Mine(_sequences, new SequencePatternOptions { MinSupport = MinSupport, Kind = kind }, new RunContext(MaxThreads: Threads)).Count;

    static int Expect(int expected, int found) => found == expected ? found : throw new InvalidOperationException($"{found} patterns, {expected} were expected.");
}
