using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Uplift.Internals;

/// <summary>Rows dealt to parts, treated and others evenly.</summary>
sealed class Folds
{
    readonly int[] _foldOf;

    Folds(int[] foldOf) => _foldOf = foldOf;

    public static Folds Of(bool[] treated, int count, int seed)
    {
        var (foldOf, order) = (new int[treated.Length], Enumerable.Range(0, treated.Length).ToArray());
        Draws.Of(seed, 0).Shuffle(order);
        var dealt = new int[2];
        foreach (var row in order) foldOf[row] = dealt[treated[row] ? 1 : 0]++ % count;
        return new Folds(foldOf);
    }

    /// <summary>Rows of a part, rising.</summary>
    public int[] Of(int fold) => Where(other => other == fold);

    /// <summary>Rows of all other parts, rising.</summary>
    public int[] Without(int fold) => Where(other => other != fold);

    int[] Where(Predicate<int> wanted)
    {
        var rows = new List<int>();
        for (var row = 0; row < _foldOf.Length; row++)
            if (wanted(_foldOf[row])) rows.Add(row);
        return [.. rows];
    }
}
