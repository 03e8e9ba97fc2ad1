using CrmInsights.Mining.Fuzzy;

namespace CrmInsights.Local.Mine.Inference;

/// <summary>Reads rules such as <c>if recency is old and not orders is many then risk is high weight 0.5</c>. "And" binds closer than "or".</summary>
sealed class RuleText(IReadOnlyDictionary<string, NamedSets> inputs, NamedSets output)
{
    const int MostParentheses = 50;

    /// <exception cref="InvalidDataException">The text is no such rule; the message names the line and what was expected.</exception>
    public MamdaniRule Mamdani(RuleLine rule)
    {
        var words = new RuleWords(rule);
        var condition = Condition(words);
        words.Expect("is");
        var then = Set(words, output);
        return new MamdaniRule(condition, then, Weight(words));
    }

    /// <exception cref="InvalidDataException">The text is no such rule; the message names the line and what was expected.</exception>
    public SugenoRule Sugeno(RuleLine rule)
    {
        var words = new RuleWords(rule);
        var condition = Condition(words);
        words.Expect("=");
        var (constant, slopes) = Formula(words);
        return new SugenoRule(condition, constant, Weight(words)) { Slopes = slopes };
    }

    FuzzyCondition Condition(RuleWords words)
    {
        words.Expect("if");
        var condition = Either(words, 0);
        words.Expect("then");
        words.Expect(output.Name);
        return condition;
    }

    FuzzyCondition Either(RuleWords words, int depth)
    {
        var condition = Both(words, depth);
        while (words.Pass("or")) condition = condition.Or(Both(words, depth));
        return condition;
    }

    FuzzyCondition Both(RuleWords words, int depth)
    {
        var condition = One(words, depth);
        while (words.Pass("and")) condition = condition.And(One(words, depth));
        return condition;
    }

    FuzzyCondition One(RuleWords words, int depth)
    {
        if (depth > MostParentheses) throw words.Wrong($"no more than {MostParentheses} \"not\" and parentheses in one another");
        if (words.Pass("not")) return One(words, depth + 1).Not();
        if (!words.Pass("(")) return Membership(words);
        var inner = Either(words, depth + 1);
        words.Expect(")");
        return inner;
    }

    FuzzyCondition Membership(RuleWords words)
    {
        var input = Input(words);
        words.Expect("is");
        var isNot = words.Pass("not");
        var condition = FuzzyCondition.Is(input.Name, Set(words, input));
        return isNot ? condition.Not() : condition;
    }

    /// <summary>Numbers and multiples of inputs, added up.</summary>
    (double Constant, Dictionary<string, double> Slopes) Formula(RuleWords words)
    {
        var (constant, slopes, sign) = (0.0, new Dictionary<string, double>(), words.Pass("-") ? -1 : 1);
        while (true)
        {
            var isNumber = words.PassNumber(out var number);
            if (isNumber && !words.Pass("*")) constant += sign * number;
            else
            {
                var name = Input(words).Name;
                slopes[name] = slopes.GetValueOrDefault(name) + sign * (isNumber ? number : 1);
            }
            if (words.Pass("+")) sign = 1;
            else if (words.Pass("-")) sign = -1;
            else return (constant, slopes);
        }
    }

    static double Weight(RuleWords words)
    {
        var weight = 1.0;
        if (words.Pass("weight") && !(words.PassNumber(out weight) && weight is >= 0 and <= 1)) throw words.Wrong("a weight from 0 to 1");
        return words.IsAtEnd ? weight : throw words.Wrong("the end of the rule, or \"weight\"");
    }

    NamedSets Input(RuleWords words)
    {
        var expected = $"an input ({string.Join(", ", inputs.Keys)})";
        return inputs.TryGetValue(words.Next(expected), out var input) ? input : throw words.WrongBefore(expected);
    }

    static FuzzySet Set(RuleWords words, NamedSets owner)
    {
        var expected = $"a set of {owner.Name} ({string.Join(", ", owner.Sets.Keys)})";
        return owner.Sets.TryGetValue(words.Next(expected), out var set) ? set : throw words.WrongBefore(expected);
    }
}
