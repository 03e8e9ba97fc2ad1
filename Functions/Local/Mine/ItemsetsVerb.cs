using System.CommandLine;
using CrmInsights.Mining.Associations;

namespace CrmInsights.Local.Mine;

/// <summary>`mine itemsets`: what is bought together often.</summary>
static class ItemsetsVerb
{
    const int Shown = 20;

    static readonly Option<ItemsetKind> s_kind = new("--kind")
    {
        Description = "frequent, closed (not part of another one with the same support) or maximal (not part of another one).",
        DefaultValueFactory = _ => ItemsetKind.Frequent,
    };

    public static Command Describe()
    {
        var command = new Command("itemsets", "Finds sets of items that occur together often. The smallest count is ceil(support x baskets).");
        BasketInput.AddFlags(command);
        foreach (var flag in (Option[])[s_kind, MineFlags.Threads, MineFlags.Json, MineFlags.Out]) command.Add(flag);
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var run = new MineRun("itemsets", parsed, cancellation);
        var baskets = run.Load(() => BasketInput.Load(parsed, run.Context));
        var found = run.Fit(() => baskets.Mine(parsed, parsed.GetValue(s_kind), "--support, --longest, --kind closed, --kind maximal", run.Context));
        var largest = Enumerable.Range(0, found.Count).OrderByDescending(itemset => found[itemset].Length > 1).ThenByDescending(found.SupportOf).Take(Shown)
            .Select(itemset => new { items = baskets.NamesOf(found[itemset]), support = found.SupportOf(itemset) }).ToList();
        await run.WriteRowsAsync("support,items", Rows(baskets, found));
        return await run.FinishAsync(
            new MineResult { Rows = found.TransactionCount, Columns = baskets.ItemCount, Count = found.Count, Longest = found.LongestLength, Top = largest },
            largest.Select(itemset => $"{itemset.support,8:N0}  {string.Join(" + ", itemset.items)}"));
    }

    static IEnumerable<string> Rows(BasketInput baskets, ItemsetCollection found) =>
        Enumerable.Range(0, found.Count).Select(itemset => $"{found.SupportOf(itemset)},{MineOutput.Field(string.Join(',', baskets.NamesOf(found[itemset])))}");
}
