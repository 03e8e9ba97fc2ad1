using System.CommandLine;
using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Local.Mine;

/// <summary>`mine itemsets`: what is bought together often.</summary>
static class ItemsetsVerb
{
    static readonly Option<ItemsetKind> s_kind = new("--kind") { Description = "frequent, closed or maximal.", DefaultValueFactory = _ => ItemsetKind.Frequent };
    static readonly Option<int> s_longest = new("--longest") { Description = "Most items of an itemset; 0 means no limit." };

    public static Command Describe()
    {
        var command = new Command("itemsets", "Finds sets of items that occur together often. The smallest count is ceil(support x baskets).")
        {
            MineFlags.Data, MineFlags.Format, MineFlags.Basket, EventFlags.Item, MineFlags.Support, s_kind, s_longest, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var run = new MineRun("itemsets", parsed, cancellation);
        var baskets = run.Load(() => Load(parsed, cancellation));
        var options = new ItemsetOptions { MinSupport = MinSupport(parsed, baskets), Kind = parsed.GetValue(s_kind), MaxLength = parsed.GetValue(s_longest) };
        var found = run.Fit(() => FrequentItemsets.Mine(baskets, options, run.Context));
        var largest = Enumerable.Range(0, found.Count).OrderByDescending(itemset => found[itemset].Length > 1).ThenByDescending(found.SupportOf).Take(20)
            .Select(itemset => new { items = Names(baskets, found[itemset]), support = found.SupportOf(itemset) }).ToList();
        await run.WriteRowsAsync("support,items", Rows(baskets, found));
        return await run.FinishAsync(
            new MineResult { Rows = baskets.Count, Columns = baskets.ItemCount, Count = found.Count, Longest = found.LongestLength, Top = largest },
            largest.Select(itemset => $"{itemset.support,8:N0}  {string.Join(" + ", itemset.items)}"));
    }

    internal static Transactions Load(ParseResult parsed, CancellationToken cancellation) =>
        MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream => parsed.GetValue(MineFlags.Basket) is { } basket
            ? BasketTableReader.Read(stream, basket, parsed.GetValue(EventFlags.Item)!, cancellation)
            : BasketReader.Read(stream, parsed.GetValue(MineFlags.Format), MineFlags.Run(parsed, cancellation)));

    internal static int MinSupport(ParseResult parsed, Transactions baskets) =>
        Math.Max(1, ItemsetOptions.CountOf(parsed.GetValue(MineFlags.Support), baskets.Count));

    internal static string[] Names(Transactions baskets, ReadOnlySpan<int> items)
    {
        var names = new string[items.Length];
        for (var item = 0; item < items.Length; item++) names[item] = baskets.NameOf(items[item]);
        return names;
    }

    static IEnumerable<string> Rows(Transactions baskets, ItemsetCollection found) =>
        Enumerable.Range(0, found.Count).Select(itemset => $"{found.SupportOf(itemset)},{MineOutput.Field(string.Join(',', Names(baskets, found[itemset])))}");
}
