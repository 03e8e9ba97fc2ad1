using CrmInsights.Mining.Sequences;

namespace CrmInsights.Mining.Recommend.Internals;

/// <summary>How often a customer buys each item, late baskets counting more: decayed within groups of baskets, then over groups.</summary>
/// <remarks>Groups are filled from the latest basket backwards, so only the oldest may be short; each is averaged over its own baskets.</remarks>
sealed class HabitVector(int itemCount, NextBasketOptions options)
{
    readonly double[] _sums = new double[itemCount];
    readonly bool[] _isTouched = new bool[itemCount];       // a weight decayed to 0 leaves no other trace
    readonly List<int> _touched = [];

    public (int[] Items, double[] Values) Of(SequenceDatabase sequences, int sequence)
    {
        var count = sequences.ElementCount(sequence);
        var groupCount = (count + options.GroupSize - 1) / options.GroupSize;
        for (var back = 0; back < count; back++)
        {
            var (group, within) = Math.DivRem(back, options.GroupSize);
            var size = Math.Min(options.GroupSize, count - group * options.GroupSize);
            var weight = Math.Pow(options.GroupDecay, group) / groupCount * Math.Pow(options.BasketDecay, within) / size;
            foreach (var item in sequences.Element(sequence, count - 1 - back)) Add(item, weight);
        }
        return Take();
    }

    void Add(int item, double weight)
    {
        if (!_isTouched[item]) _touched.Add(item);
        _isTouched[item] = true;
        _sums[item] += weight;
    }

    (int[] Items, double[] Values) Take()
    {
        _touched.Sort();
        int[] items = [.. _touched];
        double[] values = [.. items.Select(item => _sums[item])];
        foreach (var item in items) (_sums[item], _isTouched[item]) = (0, false);
        _touched.Clear();
        return (items, values);
    }
}
