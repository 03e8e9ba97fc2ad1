namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Best threshold of one numerical feature in one leaf: one walk over the bins, missing values tried on both sides.</summary>
static class NumericalSplit
{
    public static SplitCandidate Find(ReadOnlySpan<long> bins, FeatureBins feature, Leaf leaf, SplitRules rules, int index)
    {
        var search = new Search(leaf, rules);
        var missing = feature.HasMissing ? bins[feature.ValueBinCount] : 0;
        var left = 0L;
        var last = feature.ValueBinCount - (missing == 0 ? 2 : 1);
        for (var bin = 0; bin <= last; bin++)
        {
            left += bins[bin];
            search.Try(left, bin, missingLeft: false);
            if (missing != 0) search.Try(left + missing, bin, missingLeft: true);
        }
        return search.Best(index);
    }

    /// <summary>Keeps the best place so far.</summary>
    ref struct Search
    {
        readonly SplitRules _rules;
        readonly long _total;
        readonly double _totalGradient;
        readonly double _totalHessian;
        readonly double _leastHessian;
        readonly double _l1;
        readonly double _l2;
        readonly double _gradientUnit;
        readonly double _hessianUnit;
        double _score;
        long _left;
        int _bin;
        bool _missingLeft;

        public Search(Leaf leaf, SplitRules rules)
        {
            _rules = rules;
            _total = leaf.Sum;
            (_gradientUnit, _hessianUnit, _l1, _l2) = (rules.GradientUnit, rules.HessianUnit, rules.L1, rules.L2);
            _totalGradient = rules.Gradient(leaf.Sum);
            _totalHessian = rules.Hessian(leaf.Sum);
            // A leaf's rows are estimated by its share of the hessian: equal where hessians are equal, and LightGBM's rule.
            _leastHessian = Math.Max(rules.MinHessian, (rules.MinRows - 0.5) * _totalHessian / leaf.Count);
            _score = SplitRules.Score(_totalGradient, _totalHessian, _l1, _l2) + rules.Options.MinGain;
            _bin = -1;
        }

        public void Try(long left, int bin, bool missingLeft)
        {
            var leftHessian = PackedGradients.HessianOf(left, _hessianUnit);
            var rightHessian = _totalHessian - leftHessian;
            if (leftHessian < _leastHessian || rightHessian < _leastHessian) return;
            var leftGradient = PackedGradients.GradientOf(left, _gradientUnit);
            var score = SplitRules.Score(leftGradient, leftHessian, _l1, _l2)
                + SplitRules.Score(_totalGradient - leftGradient, rightHessian, _l1, _l2);
            if (score <= _score) return;
            (_score, _left, _bin, _missingLeft) = (score, left, bin, missingLeft);
        }

        public readonly SplitCandidate Best(int feature)
        {
            if (_bin < 0) return SplitCandidate.None;
            var gain = _score - SplitRules.Score(_totalGradient, _totalHessian, _l1, _l2);
            return new SplitCandidate(gain, feature, _bin, _missingLeft, null, OutputOf(_left), OutputOf(_total - _left));
        }

        readonly double OutputOf(long sum) => SplitRules.Output(_rules.Gradient(sum), _rules.Hessian(sum), _l1, _l2);
    }
}
