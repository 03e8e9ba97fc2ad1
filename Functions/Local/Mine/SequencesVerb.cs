using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Local.Mine;

/// <summary>`mine sequences`: what follows what.</summary>
static class SequencesVerb
{
    static readonly Option<SequencePatternKind> s_kind = new("--kind") { Description = "frequent or closed.", DefaultValueFactory = _ => SequencePatternKind.Frequent };
    static readonly Option<int> s_longest = new("--longest") { Description = "Most items of a pattern; 0 means no limit." };
    static readonly Option<double?> s_gap = new("--max-gap") { Description = "Most time (days in CSV files, else elements) from one element to the next." };
    static readonly Option<double?> s_span = new("--max-span") { Description = "Most time from the first element to the last." };
    static readonly Option<double?> s_confidence = new("--confidence") { Description = "Also finds rules 'after this comes that' with at least this share." };

    static SequencesVerb() =>
        s_confidence.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<double?>() is < 0 or > 1, "a share from 0 to 1 was expected"));

    public static Command Describe()
    {
        var command = new Command("sequences", "Finds patterns in sequences: SPMF's text format (1 -1 2 3 -1 -2), or CSV with customer, date and item.")
        {
            MineFlags.Data, MineFlags.Support, s_kind, s_longest, s_gap, s_span, s_confidence, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    internal static SequenceDatabase Load(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetRequiredValue(MineFlags.Data);
        return MineFiles.Read(file, stream => file.Extension.Equals(".csv", StringComparison.OrdinalIgnoreCase)
            ? HistoryReader.Read(stream, cancellation).Sequences
            : SpmfReader.Read(stream, cancellation));
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var run = new MineRun("sequences", parsed, cancellation);
        var sequences = run.Load(() => Load(parsed, cancellation));
        var patterns = run.Fit(() => PrefixSpan.Mine(sequences, Settings(parsed, sequences), run.Context));
        var rules = parsed.GetValue(s_confidence) is { } least ? Rules(patterns, least, run.Context) : [];
        await run.WriteRowsAsync("support,pattern", Enumerable.Range(0, patterns.Count).Select(at => $"{patterns.SupportOf(at)},{MineOutput.Field(Words(sequences, patterns[at]))}"));
        var top = rules.Count > 0
            ? [.. rules.Take(20).Select(rule => (object)new { after = Words(sequences, rule.Antecedent), comes = Words(sequences, rule.Consequent), support = rule.Support, confidence = rule.Confidence, lift = rule.Lift })]
            : Largest(sequences, patterns);
        return await run.FinishAsync(new MineResult
        {
            Rows = sequences.Count,
            Columns = sequences.ItemCount,
            Count = patterns.Count,
            Longest = patterns.Longest,
            Top = top,
        }, top.Select(one => one.ToString()!));
    }

    static SequencePatternOptions Settings(ParseResult parsed, SequenceDatabase sequences) => new()
    {
        MinSupport = Math.Max(1, ItemsetOptions.CountOf(parsed.GetValue(MineFlags.Support), sequences.Count)),
        Kind = parsed.GetValue(s_kind),
        MaxLength = parsed.GetValue(s_longest),
        MaxGap = parsed.GetValue(s_gap) ?? double.PositiveInfinity,
        MaxSpan = parsed.GetValue(s_span) ?? double.PositiveInfinity,
    };

    static List<SequentialRule> Rules(SequencePatternCollection patterns, double least, Mining.Data.RunContext run)
    {
        try
        {
            return [.. SequentialRules.Mine(patterns, new SequentialRuleOptions { MinConfidence = least }, run).OrderByDescending(rule => rule.Lift)];
        }
        catch (ArgumentException wrong)
        {
            throw new CommandFailedException($"Rules cannot be made of these patterns: {wrong.Message}");
        }
    }

    static List<object> Largest(SequenceDatabase sequences, SequencePatternCollection patterns) =>
        [.. Enumerable.Range(0, patterns.Count).OrderByDescending(at => patterns.LengthOf(at) > 1).ThenByDescending(patterns.SupportOf).Take(20)
            .Select(at => new { support = patterns.SupportOf(at), pattern = Words(sequences, patterns[at]) })];

    // Elements with an arrow between them; items of one element with a plus.
    static string Words(SequenceDatabase sequences, ReadOnlySpan<int> codes)
    {
        var elements = new List<string>();
        var items = new List<string>();
        foreach (var code in codes)
        {
            if (code != SequencePatternCollection.ElementEnd)
            {
                items.Add(sequences.NameOf(code));
                continue;
            }
            elements.Add(string.Join(" + ", items));
            items.Clear();
        }
        return string.Join(" > ", elements);
    }
}
