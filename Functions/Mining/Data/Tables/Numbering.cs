namespace CrmInsights.Mining.Data.Tables;

/// <summary>Numbers names in order of appearance.</summary>
sealed class Numbering
{
    readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public List<string> Names { get; } = [];

    public int Of(ReadOnlySpan<char> name)
    {
        var numbers = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        if (numbers.TryGetValue(name, out var number)) return number;
        numbers[name] = Names.Count;
        Names.Add(name.ToString());
        return Names.Count - 1;
    }
}
