using System.Text;

namespace CrmInsights.Local.Embedded.Storage;

/// <summary>
/// LIKE as SQL Server reads it: <c>%</c> any text, <c>_</c> one character, <c>[a-f]</c> and <c>[^a-f]</c> sets. SQLite's own LIKE knows no sets and folds the case of
/// ASCII letters only, so it serves where the pattern has neither.
/// </summary>
static class TextPattern
{
    /// <summary>True when SQLite's LIKE gives the same answer.</summary>
    public static bool IsPlain(string pattern) => !pattern.Contains('[', StringComparison.Ordinal) && Ascii.IsValid(pattern);

    public static bool Matches(string? text, string pattern) =>
        text is not null && Matches(text.ToUpperInvariant(), pattern.ToUpperInvariant(), 0, 0);

    static bool Matches(string text, string pattern, int at, int step)
    {
        while (step < pattern.Length)
        {
            if (pattern[step] == '%') return MatchesAnywhere(text, pattern, at, step + 1);
            if (at >= text.Length) return false;
            var next = step + 1;
            if (pattern[step] == '[' && SetEnd(pattern, step) is { } end)
            {
                if (!InSet(text[at], pattern.AsSpan(step + 1, end - step - 1))) return false;
                next = end + 1;
            }
            else if (pattern[step] != '_' && pattern[step] != text[at])
            {
                return false;
            }
            step = next;
            at++;
        }
        return at == text.Length;
    }

    static bool MatchesAnywhere(string text, string pattern, int at, int step)
    {
        if (step == pattern.Length) return true;
        for (; at <= text.Length; at++)
        {
            if (Matches(text, pattern, at, step)) return true;
        }
        return false;
    }

    /// <summary>Index of the bracket that closes the set; null where the bracket is an ordinary character.</summary>
    static int? SetEnd(string pattern, int start)
    {
        var end = pattern.IndexOf(']', Math.Min(start + 2, pattern.Length));
        return end < 0 ? null : end;
    }

    static bool InSet(char letter, ReadOnlySpan<char> set)
    {
        var inverted = set[0] == '^';
        if (inverted) set = set[1..];
        return inverted != Contains(letter, set);
    }

    static bool Contains(char letter, ReadOnlySpan<char> set)
    {
        for (var index = 0; index < set.Length; index++)
        {
            if (index + 2 < set.Length && set[index + 1] == '-')
            {
                if (letter >= set[index] && letter <= set[index + 2]) return true;
                index += 2;
            }
            else if (set[index] == letter)
            {
                return true;
            }
        }
        return false;
    }
}
