namespace CrmInsights.Packer.Sources;

/// <summary>One file of the sources that is no XML. <paramref name="Path"/> is relative to the folder of sources, with forward slashes.</summary>
sealed record TextFile(string Path, string Text)
{
    /// <summary>The line of the first place where a text stands; the first line where it stands nowhere.</summary>
    public int LineOf(string text) => 1 + Text[..Math.Max(0, Text.IndexOf(text, StringComparison.Ordinal))].Count(letter => letter == '\n');
}
