namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Best threshold where values must not rise or fall against a constraint: outputs are clamped to the leaf's bounds.</summary>
/// <remarks>LightGBM's "basic" method: a split's middle value bounds both sides below it.</remarks>
static class MonotoneSplit
{
    public static SplitCandidate Find(ReadOnlySpan<long> bins, FeatureBins feature, Leaf leaf, SplitRules rules, int index)
    {
        var best = SplitCandidate.None;
        var missing = feature.HasMissing ? bins[feature.ValueBinCount] : 0;
        var left = 0L;
        var last = feature.ValueBinCount - (missing == 0 ? 2 : 1);
        for (var bin = 0; bin <= last; bin++)
        {
            left += bins[bin];
            Keep(ref best, Try(left, leaf, rules, index), bin, missingLeft: false);
            if (missing != 0) Keep(ref best, Try(left + missing, leaf, rules, index), bin, missingLeft: true);
        }
        return best;
    }

    static void Keep(ref SplitCandidate best, SplitCandidate found, int bin, bool missingLeft)
    {
        if (found.Gain > best.Gain) best = found with { Bin = bin, MissingLeft = missingLeft };
    }

    static SplitCandidate Try(long left, Leaf leaf, SplitRules rules, int feature)
    {
        var right = leaf.Sum - left;
        var least = Math.Max(rules.MinHessian, (rules.MinRows - 0.5) * rules.Hessian(leaf.Sum) / leaf.Count);
        if (rules.Hessian(left) < least || rules.Hessian(right) < least) return SplitCandidate.None;
        var leftOutput = ClampedOutput(left, leaf, rules);
        var rightOutput = ClampedOutput(right, leaf, rules);
        var direction = rules.Options.MonotoneConstraints[feature];
        if (direction * (rightOutput - leftOutput) < 0) return SplitCandidate.None;
        var gain = Score(left, leftOutput, rules) + Score(right, rightOutput, rules)
            - Score(leaf.Sum, ClampedOutput(leaf.Sum, leaf, rules), rules) - rules.Options.MinGain;
        return gain > 0 ? new SplitCandidate(gain, feature, 0, false, null, leftOutput, rightOutput) : SplitCandidate.None;
    }

    static double Score(long sum, double output, SplitRules rules) =>
        SplitRules.ScoreOf(output, rules.Gradient(sum), rules.Hessian(sum), rules.L1, rules.L2);

    static double ClampedOutput(long sum, Leaf leaf, SplitRules rules) =>
        Math.Clamp(SplitRules.Output(rules.Gradient(sum), rules.Hessian(sum), rules.L1, rules.L2), leaf.Lower, leaf.Upper);
}
