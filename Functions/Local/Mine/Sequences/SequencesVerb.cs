using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Local.Mine.Sequences;

/// <summary>`mine sequences`: what follows what.</summary>
static class SequencesVerb
{
    static readonly Option<string> s_find = new("--find")
    {
        Description = "patterns (frequent subsequences), next (what comes next), waits (time until the next) or paths (what tells the customers of --marked from the others).",
        DefaultValueFactory = _ => "patterns",
    };
    static readonly Option<SequencePatternKind> s_kind = new("--kind") { Description = "frequent or closed.", DefaultValueFactory = _ => SequencePatternKind.Frequent };
    static readonly Option<int> s_longest = new("--longest") { Description = "Most items of a pattern; 0 means no limit." };
    static readonly Option<double> s_minGap = new("--min-gap") { Description = "Least time (days in CSV files, else elements) from one element to the next." };
    static readonly Option<double?> s_gap = new("--max-gap") { Description = "Most time from one element to the next." };
    static readonly Option<double?> s_span = new("--max-span") { Description = "Most time from the first element to the last." };
    static readonly Option<double?> s_confidence = new("--confidence") { Description = "patterns: also finds rules 'after this comes that' with at least this share." };
    static readonly Option<FileInfo?> s_marked = new("--marked") { Description = "paths: file with one customer a line, such as those who left; in SPMF files the number of the sequence, from 1." };
    static readonly Option<double> s_pValue = new("--p-value") { Description = "paths: largest p-value (Fisher's exact test, corrected by Benjamini and Hochberg).", DefaultValueFactory = _ => 0.05 };
    static readonly Option<string?> s_until = new("--watched-until") { Description = "waits: last day on which something could have been seen (default: the last day of the file)." };

    static SequencesVerb()
    {
        s_find.AcceptOnlyFromAmong("patterns", "next", "waits", "paths");
        s_confidence.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<double?>() is < 0 or > 1, "a share from 0 to 1 was expected"));
        s_pValue.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<double>() is not (>= 0 and <= 1), "a share from 0 to 1 was expected"));
        s_until.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<string?>() is { } text && SequenceInput.DayOf(text) is null, "a date such as 2024-01-29 was expected"));
    }

    public static Command Describe()
    {
        var command = new Command("sequences", "Finds what follows what in sequences: SPMF's text format (1 -1 2 3 -1 -2), or a table with customer, date and item.")
        {
            MineFlags.Data, EventFlags.Customer, EventFlags.Date, EventFlags.Item, EventFlags.NoHeader, s_find, MineFlags.Support, s_kind, s_longest, s_minGap, s_gap, s_span, s_confidence, s_marked, s_pValue,
            s_until, MineFlags.TrainRows, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var find = parsed.GetValue(s_find);
        if (find == "paths" != parsed.GetValue(s_marked) is not null) throw new CommandFailedException("--find paths and --marked belong together: the file says which customers to tell from the others.");
        var run = new MineRun("sequences", parsed, cancellation);
        var input = run.Load(() => SequenceInput.Read(parsed, cancellation));
        return find switch
        {
            "next" => await NextItems.RunAsync(run, input),
            "waits" => await Waits.RunAsync(run, input, parsed.GetValue(s_until)),
            "paths" => await PathsApart.RunAsync(run, input, (input.Marked(parsed.GetValue(s_marked)!), Settings(parsed, input.Sequences), parsed.GetValue(s_pValue))),
            _ => await PatternsAsync(run, input.Sequences),
        };
    }

    static async Task<int> PatternsAsync(MineRun run, SequenceDatabase sequences)
    {
        var patterns = run.Fit(() => PrefixSpan.Mine(sequences, Settings(run.Parsed, sequences), run.Context));
        var rules = run.Parsed.GetValue(s_confidence) is { } least ? Rules(patterns, least, run.Context) : [];
        await run.WriteRowsAsync("support,pattern", Enumerable.Range(0, patterns.Count).Select(at => $"{patterns.SupportOf(at)},{MineOutput.Field(SequenceInput.Words(sequences, patterns[at]))}"));
        IReadOnlyList<object> top = rules.Count > 0
            ? [.. rules.Take(20).Select(rule => new { after = SequenceInput.Words(sequences, rule.Antecedent), comes = SequenceInput.Words(sequences, rule.Consequent), support = rule.Support, confidence = rule.Confidence, lift = rule.Lift })]
            : Largest(sequences, patterns);
        var lines = rules.Count > 0
            ? rules.Take(20).Select(rule => $"after {SequenceInput.Words(sequences, rule.Antecedent)} comes {SequenceInput.Words(sequences, rule.Consequent)}: {rule.Confidence:P0} of {rule.AntecedentSupport:N0}, {rule.Lift:0.##} times as often as otherwise")
            : Order(patterns).Take(20).Select(at => $"{patterns.SupportOf(at),8:N0}  {SequenceInput.Words(sequences, patterns[at])}");
        return await run.FinishAsync(new MineResult { Rows = sequences.Count, Columns = sequences.ItemCount, Count = patterns.Count, Longest = patterns.Longest, Top = top }, lines);
    }

    static SequencePatternOptions Settings(ParseResult parsed, SequenceDatabase sequences) => new()
    {
        MinSupport = Math.Max(1, ItemsetOptions.CountOf(parsed.GetValue(MineFlags.Support), sequences.Count)),
        Kind = parsed.GetValue(s_kind),
        MaxLength = parsed.GetValue(s_longest),
        MinGap = parsed.GetValue(s_minGap),
        MaxGap = parsed.GetValue(s_gap) ?? double.PositiveInfinity,
        MaxSpan = parsed.GetValue(s_span) ?? double.PositiveInfinity,
    };

    static List<SequentialRule> Rules(SequencePatternCollection patterns, double least, RunContext run)
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
        [.. Order(patterns).Take(20).Select(at => new { support = patterns.SupportOf(at), pattern = SequenceInput.Words(sequences, patterns[at]) })];

    static IEnumerable<int> Order(SequencePatternCollection patterns) =>
        Enumerable.Range(0, patterns.Count).OrderByDescending(at => patterns.LengthOf(at) > 1).ThenByDescending(patterns.SupportOf);
}
