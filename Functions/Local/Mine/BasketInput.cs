using System.CommandLine;
using System.Globalization;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Local.Mine;

/// <summary>The baskets that itemsets and rules are mined from: at once or in partitions, alone or with groups above their items.</summary>
sealed class BasketInput
{
    public static readonly Option<int> Longest = new("--longest") { Description = "Most items of an itemset; 0 means no limit." };
    static readonly Option<int> s_partitions = new("--partitions") { Description = "Reads the file twice in so many parts, so that one part at a time is in memory; the result is the same.", DefaultValueFactory = _ => 1 };
    static readonly Option<FileInfo?> s_hierarchy = new("--hierarchy") { Description = "CSV file with the columns item and group: itemsets and rules may name groups, and groups of groups." };

    readonly Transactions? _whole;
    readonly BasketPartitions? _partitions;
    readonly ItemHierarchy? _hierarchy;

    BasketInput(Transactions whole, ItemHierarchy? hierarchy) => (_whole, _hierarchy) = (hierarchy?.Extend(whole) ?? whole, hierarchy);

    BasketInput(BasketPartitions partitions, ItemHierarchy? hierarchy) => (_partitions, _hierarchy) = (partitions, hierarchy);

    static BasketInput()
    {
        s_partitions.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int>() < 1, "1 or more was expected"));
        Longest.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int>() < 0, "0 or more was expected"));
    }

    /// <summary>Different items; with names those of groups, too, else one more than the highest number.</summary>
    public int ItemCount => Names?.Count ?? _whole?.ItemCount ?? _partitions!.ItemCount;

    IReadOnlyList<string>? Names => _hierarchy?.Names ?? (_whole is null ? _partitions!.Names : _whole.Names);

    /// <summary>The flags that say what to read and which itemsets to find in it.</summary>
    public static void AddFlags(Command command)
    {
        foreach (var flag in (Option[])[MineFlags.Data, MineFlags.Format, MineFlags.Basket, EventFlags.Item, s_hierarchy, s_partitions, MineFlags.Support, Longest]) command.Add(flag);
    }

    /// <summary>Reads the baskets; partitions are left for the mining, but for their names where a hierarchy needs them.</summary>
    public static BasketInput Load(ParseResult parsed, RunContext run)
    {
        var count = parsed.GetValue(s_partitions);
        if (count == 1)
        {
            var whole = MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream => Read(parsed, stream, run));
            return new BasketInput(whole, Hierarchy(parsed, () => whole.Names));
        }
        if (parsed.GetValue(MineFlags.Basket) is not null)
            throw new CommandFailedException("--partitions needs a file of baskets, one a line; the lines of one basket of a table (--basket) may lie in different parts.");
        var file = parsed.GetRequiredValue(MineFlags.Data);
        var partitions = new BasketPartitions(() => MineFiles.Name(file, () => MineFiles.Open(file)), count, parsed.GetValue(MineFlags.Format), run);
        return new BasketInput(partitions, Hierarchy(parsed, () => NamesOf(parsed, partitions)));
    }

    /// <param name="parsed">Support and length.</param>
    /// <param name="kind">Which itemsets are kept.</param>
    /// <param name="lessBy">Flags that give fewer itemsets, for who gets too many.</param>
    /// <param name="run">Cancellation, progress and threads.</param>
    public ItemsetCollection Mine(ParseResult parsed, ItemsetKind kind, string lessBy, RunContext run)
    {
        try
        {
            return Mine(parsed, kind, run);
        }
        catch (InvalidOperationException tooMany)
        {
            throw new InvalidOperationException($"{tooMany.Message} ({lessBy})", tooMany);
        }
    }

    ItemsetCollection Mine(ParseResult parsed, ItemsetKind kind, RunContext run)
    {
        var options = new ItemsetOptions { Kind = kind, MaxLength = parsed.GetValue(Longest) };
        if (_hierarchy is null) return Mine(parsed.GetValue(MineFlags.Support), options, run);
        if (kind != ItemsetKind.Frequent && options.MaxLength > 0)
            throw new CommandFailedException("--longest goes with --hierarchy only where all frequent itemsets are kept: closed and maximal ones hold the groups of their items, which would count.");
        var found = Mine(parsed.GetValue(MineFlags.Support), options, run);
        return kind == ItemsetKind.Frequent ? _hierarchy.WithoutTrivial(found) : _hierarchy.WithoutAncestors(found);
    }

    public string[] NamesOf(ReadOnlySpan<int> items)
    {
        var names = new string[items.Length];
        for (var place = 0; place < items.Length; place++) names[place] = Names?[items[place]] ?? items[place].ToString(CultureInfo.InvariantCulture);
        return names;
    }

    ItemsetCollection Mine(decimal share, ItemsetOptions options, RunContext run) => _whole is null
        ? PartitionedItemsets.Mine(_hierarchy is null ? _partitions! : _partitions!.Select(_hierarchy.Extend), share, options, run)
        : FrequentItemsets.Mine(_whole, options with { MinSupport = ItemsetOptions.CountOf(share, _whole.Count) }, run);

    static Transactions Read(ParseResult parsed, Stream stream, RunContext run) => parsed.GetValue(MineFlags.Basket) is { } basket
        ? BasketTableReader.Read(stream, basket, parsed.GetValue(EventFlags.Item)!, run.Cancellation)
        : BasketReader.Read(stream, parsed.GetValue(MineFlags.Format), run);

    static ItemHierarchy? Hierarchy(ParseResult parsed, Func<IReadOnlyList<string>?> names) =>
        parsed.GetValue(s_hierarchy) is { } file ? MineFiles.Read(file, stream => HierarchyReader.Read(stream, names())) : null;

    /// <summary>Groups are numbered after all items, so these must be known first.</summary>
    static IReadOnlyList<string>? NamesOf(ParseResult parsed, BasketPartitions partitions) => MineFiles.Name(parsed.GetRequiredValue(MineFlags.Data), () =>
    {
        foreach (var _ in partitions) { }
        return partitions.Names;
    });
}
