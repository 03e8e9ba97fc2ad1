namespace CrmInsights.Local.Tests.Embedded.Storage;

/// <summary>How rows sort by text: ASCII letters without case, the rest by code; empty first.</summary>
sealed class AsciiOrder : IComparer<string?>
{
    public static AsciiOrder Instance { get; } = new();

    /// <summary>A constant beyond ASCII folds all letters, as a comparison in a filter does.</summary>
    public static int Compare(string left, string constant) => System.Text.Ascii.IsValid(constant)
        ? string.CompareOrdinal(Lower(left), Lower(constant))
        : string.CompareOrdinal(left.ToUpperInvariant(), constant.ToUpperInvariant());

    int IComparer<string?>.Compare(string? left, string? right) =>
        left is null || right is null ? (left is null ? 0 : 1) - (right is null ? 0 : 1) : string.CompareOrdinal(Lower(left), Lower(right));

    static string Lower(string text) => string.Concat(text.Select(letter => char.IsAsciiLetterUpper(letter) ? char.ToLowerInvariant(letter) : letter));
}
