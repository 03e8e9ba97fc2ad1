namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>Orders and compares patterns code by code.</summary>
sealed class PatternOrder : IComparer<int[]>, IEqualityComparer<int[]>
{
    public static readonly PatternOrder Instance = new();

    public int Compare(int[]? x, int[]? y) => x.AsSpan().SequenceCompareTo(y);

    public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(int[] pattern)
    {
        var hash = new HashCode();
        foreach (var code in pattern) hash.Add(code);
        return hash.ToHashCode();
    }
}
