using System.Globalization;

namespace CrmInsights.Mining.Trees.Internals.Cart;

/// <summary>Walks a tree and turns each leaf into a rule.</summary>
sealed class RuleWriter(CartTask task, CartNode[] nodes, CartFeature[] features, RuleNames names)
{
    readonly List<DecisionRule> _rules = [];
    readonly double _weight = task.Weight(nodes[0].Totals);

    /// <summary>The rules, from the leftmost leaf to the rightmost.</summary>
    public IReadOnlyList<DecisionRule> Write()
    {
        var waiting = new Stack<(int Node, SortedDictionary<int, RuleCondition> Conditions)>();
        waiting.Push((0, []));
        while (waiting.TryPop(out var next))
        {
            var node = nodes[next.Node];
            if (node.Split is not { } split)
            {
                _rules.Add(RuleOf(node, [.. next.Conditions.Values]));
                continue;
            }
            waiting.Push((node.Right, Narrowed(next.Conditions, split, isLeft: false)));
            waiting.Push((node.Left, Narrowed(next.Conditions, split, isLeft: true)));
        }
        return _rules;
    }

    SortedDictionary<int, RuleCondition> Narrowed(SortedDictionary<int, RuleCondition> conditions, CartSplit split, bool isLeft)
    {
        var narrowed = new SortedDictionary<int, RuleCondition>(conditions);
        var former = conditions.GetValueOrDefault(split.Feature) ?? Anything(split.Feature);
        narrowed[split.Feature] = split.Listed is null ? NarrowNumber(former, split, isLeft) : NarrowCategories(former, split, isLeft);
        return narrowed;
    }

    RuleCondition Anything(int feature) => new(feature)
    {
        Categories = features[feature].Categories,
        OtherCategories = features[feature].Categories is null ? null : [],
    };

    static RuleCondition NarrowNumber(RuleCondition former, CartSplit split, bool isLeft) => former with
    {
        Above = isLeft ? former.Above : Math.Max(former.Above, split.Threshold),
        UpTo = isLeft ? Math.Min(former.UpTo, split.Threshold) : former.UpTo,
        AllowsMissing = former.AllowsMissing && split.MissingLeft == isLeft,
    };

    RuleCondition NarrowCategories(RuleCondition former, CartSplit split, bool isLeft)
    {
        int[] fitting = [.. former.Categories!.Where(code => split.GoesLeft(code) == isLeft)];
        return former with
        {
            Categories = fitting,
            OtherCategories = [.. features[split.Feature].Categories!.Except(fitting)],
            AllowsMissing = former.AllowsMissing && !isLeft,
        };
    }

    DecisionRule RuleOf(CartNode node, RuleCondition[] conditions)
    {
        var weight = task.Weight(node.Totals);
        var rule = new DecisionRule
        {
            Sentence = "",
            Conditions = conditions,
            Value = task.Value(node.Totals),
            RowCount = node.RowCount,
            Coverage = weight / _weight,
            Precision = task.IsClasses ? node.Totals[CartTask.Majority(node.Totals)] / weight : null,
            Deviation = task.IsClasses ? null : Math.Sqrt(task.Impurity(node.Totals) / weight),
        };
        return rule with { Sentence = SentenceOf(rule) };
    }

    string SentenceOf(DecisionRule rule)
    {
        var texts = rule.Conditions.Select(Text).Where(text => text.Length > 0).ToArray();
        var start = texts.Length == 0 ? "Always" : $"If {string.Join(" and ", texts)}, then";
        var figures = rule.Precision is { } precision
            ? Invariant($"{names.Class((int)rule.Value)} ({100 * precision:0.#} % of {rule.RowCount} rows")
            : Invariant($"{rule.Value:0.####} plus or minus {rule.Deviation:0.####} ({rule.RowCount} rows");
        return Invariant($"{start} {figures}, {100 * rule.Coverage:0.#} % of all).");
    }

    string Text(RuleCondition condition)
    {
        var name = names.Feature(condition.Feature);
        var maybeMissing = features[condition.Feature].HasMissing;
        if (condition.Categories is not null) return CategoryText(name, condition, maybeMissing);
        if (condition.Above == float.MaxValue) return $"{name} is missing";
        var from = double.IsNegativeInfinity(condition.Above) ? "" : Invariant($"above {(float)condition.Above}");
        var to = condition.UpTo >= float.MaxValue ? "" : Invariant($"at most {(float)condition.UpTo}");
        var range = from.Length > 0 && to.Length > 0 ? $"{from} and {to}" : from + to;
        if (range.Length == 0) return maybeMissing ? $"{name} is known" : "";
        return condition.AllowsMissing && maybeMissing ? $"({name} is {range} or missing)" : $"{name} is {range}";
    }

    string CategoryText(string name, RuleCondition condition, bool maybeMissing)
    {
        if (!condition.AllowsMissing) return $"{name} is {List(condition.Feature, condition.Categories!)}";
        if (condition.Categories!.Count == 0 && maybeMissing) return $"{name} is missing";
        return $"{name} is not {List(condition.Feature, condition.OtherCategories!)}";
    }

    string List(int feature, IReadOnlyList<int> codes)
    {
        var texts = codes.Select(code => names.Category(feature, code)).ToArray();
        return texts.Length < 2 ? string.Concat(texts) : $"{string.Join(", ", texts[..^1])} or {texts[^1]}";
    }

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
