using System.Globalization;

namespace CrmInsights.Mining.Data.Tables;

/// <summary>Turns the fields of one column into numbers: themselves, or codes of categories.</summary>
sealed class ColumnBuilder
{
    static readonly string[] s_missing = ["", "NA", "N/A", "NaN", "null", "NULL", "?"];

    readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _codesBySpan;
    readonly List<string> _categories = [];

    public ColumnBuilder(string Name, TableColumn? known, bool IsTaken, bool IsText)
    {
        (this.Name, this.IsTaken, this.IsText, IsKnown) = (Name, IsTaken, IsText, known is not null);
        _codesBySpan = _codes.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var category in known?.Categories ?? []) Add(category);
    }

    public string Name { get; }
    public bool IsTaken { get; }
    public bool IsText { get; }
    public bool IsKnown { get; }

    /// <param name="field">As it stands in the file.</param>
    /// <param name="isText">True where the column holds numbers so far and this is none.</param>
    public float Read(ReadOnlySpan<char> field, out bool isText)
    {
        isText = false;
        field = field.Trim();
        if (IsMissing(field)) return float.NaN;
        if (IsText) return CodeOf(field);
        if (float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return value;
        isText = true;
        return float.NaN;
    }

    public TableColumn Build() => new(Name, _categories);

    int CodeOf(ReadOnlySpan<char> field)
    {
        if (_codesBySpan.TryGetValue(field, out var code)) return code;
        return IsKnown ? _categories.Count : Add(field.ToString());
    }

    int Add(string category)
    {
        _codes.Add(category, _categories.Count);
        _categories.Add(category);
        return _categories.Count - 1;
    }

    static bool IsMissing(ReadOnlySpan<char> field)
    {
        if (field.Length > 4) return false;
        foreach (var missing in s_missing)
            if (field.SequenceEqual(missing)) return true;
        return false;
    }
}
