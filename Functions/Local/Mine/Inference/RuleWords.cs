namespace CrmInsights.Local.Mine.Inference;

/// <summary>The words of a rule, one after the other.</summary>
sealed class RuleWords
{
    const string Signs = "()*+=";
    readonly List<(string Text, bool IsQuoted)> _words = [];
    readonly long _line;
    int _at;

    public RuleWords(RuleLine rule)
    {
        _line = rule.Line;
        for (var at = 0; at < rule.Text.Length;) at = Take(rule.Text, at);
    }

    public bool IsAtEnd => _at == _words.Count;

    /// <summary>Passes a word of the language if it comes next. In quotation marks it is a name.</summary>
    public bool Pass(string word)
    {
        if (IsAtEnd || _words[_at].IsQuoted || !_words[_at].Text.Equals(word, StringComparison.OrdinalIgnoreCase)) return false;
        _at++;
        return true;
    }

    public void Expect(string word)
    {
        if (!Pass(word)) throw Wrong($"\"{word}\"");
    }

    /// <summary>The next word, whatever it is.</summary>
    public string Next(string expected) => IsAtEnd ? throw Wrong(expected) : _words[_at++].Text;

    /// <summary>The next word if it is a number.</summary>
    public bool PassNumber(out double number)
    {
        number = 0;
        if (IsAtEnd || _words[_at].IsQuoted || !double.TryParse(_words[_at].Text, System.Globalization.CultureInfo.InvariantCulture, out number) || !double.IsFinite(number)) return false;
        _at++;
        return true;
    }

    public InvalidDataException Wrong(string expected) => new($"line {_line}: {(IsAtEnd ? "the rule ends" : $"found \"{_words[_at].Text}\"")} where {expected} was expected.");

    /// <summary>As <see cref="Wrong"/>, of the word that was just passed.</summary>
    public InvalidDataException WrongBefore(string expected) => new($"line {_line}: found \"{_words[_at - 1].Text}\" where {expected} was expected.");

    int Take(string text, int at)
    {
        if (char.IsWhiteSpace(text[at])) return at + 1;
        if (Signs.Contains(text[at])) return Add(text[at..(at + 1)], at + 1);
        if (text[at] == '"')
        {
            var close = text.IndexOf('"', at + 1);
            if (close < 0) throw new InvalidDataException($"line {_line}: a quotation mark is open: {text[at..]}");
            return Add(text[(at + 1)..close], close + 1, isQuoted: true);
        }
        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && !Signs.Contains(text[end]) && text[end] != '"') end++;
        return Add(text[at..end], end);
    }

    int Add(string word, int next, bool isQuoted = false)
    {
        _words.Add((word, isQuoted));
        return next;
    }
}
