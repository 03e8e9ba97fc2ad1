namespace CrmInsights.Mining.Metrics.Internals;

/// <summary>Two samples sorted together.</summary>
sealed class TwoSamples
{
    readonly bool[] _isFirst;                               // which sample each of the sorted values comes from
    readonly bool[] _endsTie;                               // whether the next value is greater
    readonly int _first;
    readonly int _second;

    TwoSamples(int first, int second)
    {
        (_first, _second) = (first, second);
        (_isFirst, _endsTie) = (new bool[first + second], new bool[first + second]);
    }

    public static TwoSamples Pool(double[] first, double[] second)
    {
        var pooled = new TwoSamples(first.Length, second.Length);
        double[] values = [.. first, .. second];
        var from = new bool[values.Length];
        Array.Fill(from, true, 0, first.Length);
        Array.Sort(values, from);
        from.CopyTo(pooled._isFirst, 0);
        for (var i = 0; i < values.Length; i++) pooled._endsTie[i] = i + 1 == values.Length || values[i + 1] > values[i];
        return pooled;
    }

    /// <summary>Greatest distance of the two shares of values up to a point.</summary>
    public double Distance()
    {
        var (first, greatest) = (0, 0L);
        for (var i = 0; i < _isFirst.Length; i++)
        {
            if (_isFirst[i]) first++;
            if (_endsTie[i]) greatest = Math.Max(greatest, Apart(first, i + 1 - first));
        }
        return (double)greatest / ((long)_first * _second);
    }

    /// <summary>Share of all ways to deal the values to the samples that reach the distance.</summary>
    public double ExactTail(double distance)
    {
        var limit = (long)Math.Round(distance * _first * _second);
        var within = new double[_second + 1];               // by members of the second sample: chance to get here and stay within
        within[0] = 1;
        for (var first = 0; first <= _first; first++)
            for (var second = 0; second <= _second; second++)
            {
                var step = first + second;
                if (step == 0) continue;
                var chance = second > 0 ? within[second - 1] * second / step : 0;
                if (first > 0) chance += within[second] * first / step;
                within[second] = _endsTie[step - 1] && Apart(first, second) >= limit ? 0 : chance;
            }
        return Math.Clamp(1 - within[_second], 0, 1);
    }

    long Apart(int first, int second) => Math.Abs((long)first * _second - (long)second * _first);
}
