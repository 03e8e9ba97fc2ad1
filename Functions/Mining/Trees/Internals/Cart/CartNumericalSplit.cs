namespace CrmInsights.Mining.Trees.Internals.Cart;

/// <summary>The best threshold of one feature in one node: every one between two values, missing values on either side.</summary>
sealed class CartNumericalSplit(CartSamples samples, int feature, CartNode node, int minRows)
{
    readonly float[] _column = samples.Columns[feature];
    readonly double _impurity = samples.Task.Impurity(node.Totals);
    readonly double[] _missing = new double[node.Totals.Length];
    readonly double[] _left = new double[node.Totals.Length];
    readonly double[] _right = new double[node.Totals.Length];
    CartSplit? _best;

    public CartSplit? Find(ReadOnlySpan<int> rows)
    {
        var present = rows.Length;
        while (present > 0 && float.IsNaN(_column[rows[present - 1]])) samples.Add(rows[--present], _missing);
        var missingCount = rows.Length - present;
        var below = new double[node.Totals.Length];
        for (var i = 0; i < present; i++)
        {
            samples.Add(rows[i], below);
            var isLast = i + 1 == present;
            if (!isLast && _column[rows[i]] == _column[rows[i + 1]]) continue;
            if (isLast && missingCount == 0) break;
            var threshold = isLast ? float.MaxValue : Between(_column[rows[i]], _column[rows[i + 1]]);
            Try(below, i + 1, rows.Length, threshold, missingLeft: false);
            if (missingCount > 0 && !isLast) Try(below, i + 1 + missingCount, rows.Length, threshold, missingLeft: true);
        }
        if (_best is null || missingCount > 0) return _best;
        return _best with { MissingLeft = IsLeftLarger(rows, _best.Threshold) };
    }

    void Try(double[] below, int leftCount, int count, float threshold, bool missingLeft)
    {
        if (leftCount < minRows || count - leftCount < minRows) return;
        for (var i = 0; i < _left.Length; i++)
        {
            _left[i] = below[i] + (missingLeft ? _missing[i] : 0);
            _right[i] = node.Totals[i] - _left[i];
        }
        var gain = _impurity - samples.Task.Impurity(_left) - samples.Task.Impurity(_right);
        if (gain > (_best?.Gain ?? 0) + CartSplit.Tie * _impurity) _best = new CartSplit(feature, gain) { Threshold = threshold, MissingLeft = missingLeft };
    }

    bool IsLeftLarger(ReadOnlySpan<int> rows, float threshold)
    {
        var weight = 0.0;
        foreach (var row in rows)
            if (_column[row] <= threshold) weight += samples.Weight(row);
        return weight >= samples.Task.Weight(node.Totals) / 2;
    }

    /// <summary>The middle, or the lower value where no float lies between.</summary>
    static float Between(float low, float high)
    {
        var middle = (float)(((double)low + high) / 2);
        return middle < high ? middle : low;
    }
}
