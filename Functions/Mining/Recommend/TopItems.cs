namespace CrmInsights.Mining.Recommend;

/// <summary>The best items by score.</summary>
public static class TopItems
{
    /// <summary>Items by falling score, those of equal score by their number.</summary>
    /// <param name="scores">One score an item.</param>
    /// <param name="count">Most items.</param>
    /// <param name="excluded">Items that are left out, such as those already owned.</param>
    /// <returns>At most <paramref name="count"/> items; none whose score is NaN.</returns>
    public static int[] Of(ReadOnlySpan<double> scores, int count, params ReadOnlySpan<int> excluded)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var left = new HashSet<int>();
        foreach (var item in excluded) left.Add(item);
        var best = new PriorityQueue<int, (double Score, int Item)>();
        for (var item = 0; item < scores.Length; item++)
        {
            if (double.IsNaN(scores[item]) || left.Contains(item)) continue;
            best.Enqueue(item, (scores[item], -item));
            if (best.Count > count) best.Dequeue();
        }
        var items = new int[best.Count];
        for (var place = items.Length - 1; place >= 0; place--) items[place] = best.Dequeue();
        return items;
    }
}
