namespace CrmInsights.Mining.Associations;

/// <summary>How a file of baskets, one a line, spells its items.</summary>
public enum BasketFormat
{
    /// <summary>Decided by the first line that is not empty: numbers and blanks only are FIMI, all else names.</summary>
    Auto,
    /// <summary>Whole numbers separated by blanks.</summary>
    Fimi,
    /// <summary>Names separated by commas.</summary>
    Names,
}
