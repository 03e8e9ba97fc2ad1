using System.CommandLine;
using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine;

/// <summary>`mine rules`: who buys this also buys that.</summary>
static class RulesVerb
{
    static readonly Option<double> s_confidence = new("--confidence") { Description = "Smallest share of the baskets with the left side that also hold the right side.", DefaultValueFactory = _ => 0.5 };
    static readonly Option<double> s_lift = new("--lift") { Description = "Smallest lift." };
    static readonly Option<double> s_pValue = new("--p-value") { Description = "Largest p-value (Fisher's exact test, corrected by Benjamini and Hochberg).", DefaultValueFactory = _ => 1 };
    static readonly Option<int> s_right = new("--right") { Description = "Most items of the right side.", DefaultValueFactory = _ => 1 };

    static RulesVerb()
    {
        s_confidence.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<double>() is not (>= 0 and <= 1), "a share from 0 to 1 was expected"));
        s_pValue.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<double>() is not (>= 0 and <= 1), "a share from 0 to 1 was expected"));
        s_right.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int>() < 1, "1 or more was expected"));
    }

    public static Command Describe()
    {
        var command = new Command("rules", "Finds rules 'who buys this also buys that' with support, confidence, lift and significance.");
        BasketInput.AddFlags(command);
        foreach (var flag in (Option[])[s_confidence, s_lift, s_pValue, s_right, MineFlags.Threads, MineFlags.Json, MineFlags.Out]) command.Add(flag);
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var run = new MineRun("rules", parsed, cancellation);
        var baskets = run.Load(() => BasketInput.Load(parsed, run.Context));
        var (rules, count) = run.Fit(() => Mine(parsed, baskets, run.Context));
        var sorted = rules.OrderByDescending(rule => rule.Lift).ThenByDescending(rule => rule.Support).ToList();
        await run.WriteRowsAsync("left,right,support,confidence,lift,leverage,conviction,pValue,adjustedPValue", sorted.Select(rule => Row(baskets, rule)));
        return await run.FinishAsync(new MineResult
        {
            Rows = count,
            Columns = baskets.ItemCount,
            Count = rules.Count,
            Longest = rules.Count == 0 ? 0 : rules.Max(rule => rule.Antecedent.Length + rule.Consequent.Length),
            Top = [.. sorted.Take(20).Select(rule => Described(baskets, rule))],
        }, sorted.Select(rule => Words(baskets, rule)));
    }

    static (IReadOnlyList<AssociationRule> Rules, int BasketCount) Mine(ParseResult parsed, BasketInput baskets, RunContext run)
    {
        var itemsets = baskets.Mine(parsed, ItemsetKind.Frequent, "--support, --longest; mine itemsets --kind closed", run);
        var rules = AssociationRules.Mine(itemsets, new RuleOptions
        {
            MinConfidence = parsed.GetValue(s_confidence),
            MinLift = parsed.GetValue(s_lift),
            MaxAdjustedPValue = parsed.GetValue(s_pValue),
            MaxConsequentLength = parsed.GetValue(s_right),
        }, run);
        return (rules, itemsets.TransactionCount);
    }

    static object Described(BasketInput baskets, AssociationRule rule) => new
    {
        left = baskets.NamesOf(rule.Antecedent),
        right = baskets.NamesOf(rule.Consequent),
        support = rule.Support,
        confidence = rule.Confidence,
        lift = rule.Lift,
        pValue = rule.AdjustedPValue,
    };

    static string Words(BasketInput baskets, AssociationRule rule) =>
        $"{Join(baskets, rule.Antecedent)} => {Join(baskets, rule.Consequent)}: {rule.Confidence:P0} of {rule.AntecedentSupport:N0}, {rule.Lift:0.##} times as often as others";

    static string Row(BasketInput baskets, AssociationRule rule)
    {
        double[] measures = [rule.Confidence, rule.Lift, rule.Leverage, rule.Conviction, rule.PValue, rule.AdjustedPValue];
        return $"{MineOutput.Field(string.Join(',', baskets.NamesOf(rule.Antecedent)))},{MineOutput.Field(string.Join(',', baskets.NamesOf(rule.Consequent)))},{rule.Support},{string.Join(',', measures.Select(MineOutput.Number))}";
    }

    static string Join(BasketInput baskets, int[] items) => string.Join(" + ", baskets.NamesOf(items));
}
