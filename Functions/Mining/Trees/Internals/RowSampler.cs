namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Draws the rows and features of each tree.</summary>
sealed class RowSampler(BinnedRows binned, GradientBoostingOptions options)
{
    readonly int[] _all = [.. Enumerable.Range(0, binned.RowCount)];
    int[] _drawn = [];

    public bool SamplesRows => options.RowShare < 1;

    /// <summary>Rows of a round, rising.</summary>
    public int[] Rows(int round)
    {
        if (!SamplesRows) return _all;
        _drawn = Array.FindAll(_all, row => IsDrawn(row, round, options.RowShare));
        return _drawn.Length > 0 ? _drawn : _all;
    }

    /// <summary>Rows that the last round left out.</summary>
    public IEnumerable<int> LeftOut()
    {
        var next = 0;
        foreach (var row in _all)
        {
            if (next < _drawn.Length && _drawn[next] == row) next++;
            else if (_drawn.Length > 0) yield return row;
        }
    }

    /// <summary>Which features a round may use; empty means all.</summary>
    public bool[] Features(int round)
    {
        if (options.FeatureShare >= 1) return [];
        var count = Math.Max(1, (int)Math.Round(binned.Features.Length * options.FeatureShare));
        var order = Enumerable.Range(0, binned.Features.Length).OrderBy(feature => Dice(feature, round, 0x5EED)).Take(count);
        var wanted = new bool[binned.Features.Length];
        foreach (var feature in order) wanted[feature] = true;
        return wanted;
    }

    bool IsDrawn(int row, int round, double share) => Dice(row, round, 0) < share * ulong.MaxValue;

    ulong Dice(int item, int round, uint stream) =>
        PackedGradients.Mix((uint)item ^ PackedGradients.Mix((uint)round | (ulong)((uint)options.Seed ^ stream) << 32));
}
