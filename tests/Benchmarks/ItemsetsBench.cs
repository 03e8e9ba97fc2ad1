using BenchmarkDotNet.Attributes;
using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Data;

namespace CrmInsights.Benchmarks;

/// <summary>Closed and maximal itemsets of 3,000 dense baskets (tests/Mining.Tests/Associations/Borgelt/make.py) beside the filter over all frequent ones, which
/// only a high support allows. The folder of the file dense_3000.dat is the environment variable PEER_DATA.</summary>
[MemoryDiagnoser]
public class ItemsetsBench
{
    Transactions _baskets = null!;

    /// <summary>Smallest support: 19,112 and 285,874 frequent itemsets.</summary>
    [Params(900, 600)]
    public int MinSupport { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Load()
    {
        var folder = Environment.GetEnvironmentVariable("PEER_DATA") ?? throw new InvalidOperationException("PEER_DATA names no folder with dense_3000.dat.");
        using var stream = File.OpenRead(Path.Combine(folder, "dense_3000.dat"));
        _baskets = BasketReader.Read(stream);
    }

    [Benchmark(Baseline = true)]
    public int MineFrequent() => Mine(ItemsetKind.Frequent, longest: 0);

    /// <summary>The slow twin: all frequent itemsets up to a length that none reaches, then the filter.</summary>
    [Benchmark]
    public int FilterClosed() => Mine(ItemsetKind.Closed, longest: 100);

    [Benchmark]
    public int MineClosed() => Mine(ItemsetKind.Closed, longest: 0);

    [Benchmark]
    public int MineMaximal() => Mine(ItemsetKind.Maximal, longest: 0);

    int Mine(ItemsetKind kind, int longest) =>
        FrequentItemsets.Mine(_baskets, new ItemsetOptions { MinSupport = MinSupport, Kind = kind, MaxLength = longest }, new RunContext(MaxThreads: Threads)).Count;
}
