namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Orders item lists item by item, so that equal measures leave nothing to chance.</summary>
sealed class ItemOrder : IComparer<int[]>
{
    public static readonly ItemOrder Instance = new();

    public int Compare(int[]? x, int[]? y) => x.AsSpan().SequenceCompareTo(y);
}
